"use client";
// Ties the view of a delivery to the server's actions.
import type { ComponentProps } from "react";
import { DeliveryView } from "#components/deliveries/delivery-view.live.tsx";
import { cancelDelivery, retryDeliveryNow } from "../actions.ts";

type Props = Omit<ComponentProps<typeof DeliveryView>, "acts"> & { canAct: boolean };

const acts = { cancel: cancelDelivery, retryNow: retryDeliveryNow };

export function DeliveryPageView({ canAct, initial }: Props) {
  return <DeliveryView initial={initial} acts={canAct ? acts : null} />;
}
