"use client";
// What a person can do to a delivery that has not finished: run its retry now, or cancel it after saying so.
import { useState } from "react";
import { callAction } from "#components/scripts/script-actions.ts";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { useToast } from "#components/ui/toast.tsx";
import type { Delivery } from "#lib/deliveries/delivery-schema.ts";
import { deliveryStates } from "#lib/deliveries/delivery-state.ts";
import type { Result } from "#lib/shared/failure.ts";

type Act = (input: { id: string }) => Promise<Result<null>>;

export type DeliveryActs = { cancel: Act; retryNow: Act };

type DeliveryActionsProps = {
  delivery: Pick<Delivery, "id" | "state">;
  /** Whose delivery it is, for the question: "client-sync for crm.client.updated". */
  name: string;
  acts: DeliveryActs;
  /** What is shown may have changed. */
  onDone: () => Promise<void>;
};

export function DeliveryActions({ delivery, name, acts, onDone }: DeliveryActionsProps) {
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
        open={isAsking}
        onClose={() => setIsAsking(false)}
        title="Cancel this delivery?"
        confirm="Cancel delivery"
        pending={pending}
        onConfirm={cancel}
      >
        <bdi className="[overflow-wrap:anywhere]">{name}</bdi> will not be tried again. A run that
        has started goes on to its end, and its result is ignored.
      </CancelDialog>
    </>
  );
}

type CancelDialogProps = {
  open: boolean;
  onClose: () => void;
  title: string;
  confirm: string;
  pending: boolean;
  onConfirm: () => void;
  children: React.ReactNode;
};

/** "Cancel" alone would mean two things here. */
export function CancelDialog({
  open,
  onClose,
  title,
  confirm,
  pending,
  onConfirm,
  children,
}: CancelDialogProps) {
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={title}
      description={children}
      role="alertdialog"
      size="sm"
      footer={
        <>
          <Button data-close>Keep</Button>
          <Button variant="danger" pending={pending} onClick={onConfirm}>
            {confirm}
          </Button>
        </>
      }
    />
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
