"use client";
// Ties the view of an execution to Next and to the server's actions.
import { useRouter } from "next/navigation";
import { type ComponentProps, useCallback } from "react";
import { ExecutionView } from "#components/executions/execution-view.live.tsx";
import { cancelDelivery, retryDeliveryNow } from "../../deliveries/actions.ts";

type Props = Omit<ComponentProps<typeof ExecutionView>, "acts" | "onEnd"> & { canAct: boolean };

const acts = { cancel: cancelDelivery, retryNow: retryDeliveryNow };

export function ExecutionPageView({ canAct, ...view }: Props) {
  const router = useRouter();
  const refresh = useCallback(() => router.refresh(), [router]);
  return <ExecutionView {...view} acts={canAct ? acts : null} onEnd={refresh} />;
}
