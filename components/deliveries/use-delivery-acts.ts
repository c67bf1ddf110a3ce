// Retrying and cancelling, one or many: who is asked, what is said afterwards. The list itself changes by its live read.
import { useState } from "react";
import { callAction } from "#components/ui/call-action.ts";
import { formatPlural } from "#components/ui/format.ts";
import { type ToastInput, useToast } from "#components/ui/toast.tsx";
import type { BulkOutcome } from "#lib/deliveries/listed-delivery.ts";
import type { Result } from "#lib/shared/failure.ts";

type BulkAct = (input: { ids: string[] }) => Promise<Result<BulkOutcome>>;

export type BulkActs = { cancel: BulkAct; retryNow: BulkAct };

export type BulkVerb = keyof BulkActs;

type Act = (verb: BulkVerb, ids: readonly string[]) => Promise<void>;

/** Without actions (who may only read) nothing offers them, and nothing happens. */
export function useDeliveryActs(
  acts: BulkActs | null,
  onDone: () => Promise<void>,
): { pending: boolean; act: Act } {
  const toast = useToast();
  const [pending, setPending] = useState(false);
  const act: Act = async (verb, ids) => {
    if (!acts) return;
    setPending(true);
    const result = await callAction(acts[verb], { ids: [...ids] });
    toast(result.ok ? sayDone(verb, result.value) : sayRefused(verb, result.failure.detail));
    await onDone();
    setPending(false);
  };
  return { pending, act };
}

/** What was done, and how many had moved on before it could be. */
export function sayDone(verb: BulkVerb, { done, missed }: BulkOutcome): ToastInput {
  const moved =
    verb === "cancel"
      ? `${formatPlural(missed, "delivery", "deliveries")} had finished already.`
      : `${formatPlural(missed, "delivery was", "deliveries were")} not waiting for a retry any more.`;
  if (done === 0) {
    const title = verb === "cancel" ? "Nothing was left to cancel" : "Nothing was left to retry";
    return { title, description: moved, tone: "warning" };
  }
  const count = formatPlural(done, "delivery", "deliveries");
  const title = verb === "cancel" ? `Cancelled ${count}` : `Retrying ${count} now`;
  return missed === 0 ? { title } : { title, description: moved, tone: "info" };
}

function sayRefused(verb: BulkVerb, detail: string): ToastInput {
  const title = verb === "cancel" ? "Nothing was cancelled" : "Nothing is retried now";
  return { title, description: detail, tone: "danger" };
}
