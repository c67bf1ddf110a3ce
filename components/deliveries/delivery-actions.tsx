"use client";
// What a person can do to a delivery that has not finished: run its retry now, or cancel it after saying so.
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { callAction } from "#components/ui/call-action.ts";
import { useToast } from "#components/ui/toast.tsx";
import { deliveryStates } from "#lib/deliveries/delivery-state.ts";
import type { ListedDelivery } from "#lib/deliveries/listed-delivery.ts";
import type { Result } from "#lib/shared/failure.ts";
import { CancelDialog } from "./cancel-dialog.tsx";

type Act = (input: { id: string }) => Promise<Result<null>>;

export type DeliveryActs = { cancel: Act; retryNow: Act };

type DeliveryActionsProps = {
  delivery: Pick<ListedDelivery, "id" | "state" | "scriptName" | "eventType">;
  acts: DeliveryActs;
  /** What is shown may have changed. */
  onDone: () => Promise<void>;
};

export function DeliveryActions({ delivery, acts, onDone }: DeliveryActionsProps) {
  const { pending, act } = useAct(delivery.id, onDone);
  const [isAsking, setIsAsking] = useState(false);
  if (deliveryStates[delivery.state].terminal) return null;
  const cancel = async () => {
    await act(acts.cancel, { did: "Cancelled", failed: "It was not cancelled" });
    setIsAsking(false);
  };
  return (
    <>
      {delivery.state === "scheduled" ? (
        <Button
          icon="rotate-cw"
          pending={pending && !isAsking}
          onClick={() =>
            act(acts.retryNow, { did: "The next try is due now", failed: "It is not tried now" })
          }
        >
          Retry now
        </Button>
      ) : null}
      <Button icon="ban" onClick={() => setIsAsking(true)}>
        Cancel delivery
      </Button>
      <CancelDialog
        deliveries={isAsking ? [delivery] : []}
        pending={pending}
        onConfirm={cancel}
        onClose={() => setIsAsking(false)}
      />
    </>
  );
}

function useAct(id: string, onDone: () => Promise<void>) {
  const toast = useToast();
  const [pending, setPending] = useState(false);
  const act = async (action: Act, { did, failed }: { did: string; failed: string }) => {
    setPending(true);
    const result = await callAction(action, { id });
    if (result.ok) toast({ title: did });
    else toast({ title: failed, description: result.failure.detail, tone: "warning" });
    await onDone();
    setPending(false);
  };
  return { pending, act };
}
