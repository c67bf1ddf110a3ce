"use client";
// Ties the list of deliveries to the server's actions.
import type { ComponentProps } from "react";
import { DeliveryList } from "#components/deliveries/delivery-list.live.tsx";
import { cancelDeliveries, retryDeliveriesNow } from "./actions.ts";

type Props = Omit<ComponentProps<typeof DeliveryList>, "acts"> & { canAct: boolean };

const acts = { cancel: cancelDeliveries, retryNow: retryDeliveriesNow };

export function DeliveryListView({ canAct, ...list }: Props) {
  return <DeliveryList {...list} acts={canAct ? acts : null} />;
}
