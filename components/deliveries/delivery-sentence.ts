// Why a delivery waits, or how it ended: one sentence for its page, a few words for its row. Pure.
import { untilNextTry } from "#components/executions/outcome-sentence.ts";
import type { Delivery, DeliveryReason } from "#lib/deliveries/delivery-schema.ts";

type Facts = Pick<
  Delivery,
  "state" | "reason" | "attempts" | "maxAttempts" | "nextAttemptAt" | "priority"
>;

/** `now` in milliseconds, for the time that is left until the next try. */
export function describeDelivery(facts: Facts, now: number): string {
  const { state, reason, attempts, maxAttempts } = facts;
  if (reason) return reasons[reason](facts, now);
  switch (state) {
    case "running":
      return `Runs now, attempt ${attempts + 1} of ${maxAttempts}`;
    case "succeeded":
      return attempts === 1
        ? "Succeeded on the first attempt"
        : `Succeeded on attempt ${attempts} of ${maxAttempts}`;
    case "dead":
      return attempts >= maxAttempts
        ? `Died after ${maxAttempts === 1 ? "its only attempt" : `all ${maxAttempts} attempts`}`
        : `Died after attempt ${attempts} of ${maxAttempts}: it failed in a way that no retry mends`;
    case "cancelled":
      return attempts === 0
        ? "Cancelled before its first attempt ended"
        : `Cancelled after ${attempts} of ${maxAttempts} attempts`;
    default:
      return `Starts as soon as a slot is free, attempt ${attempts + 1} of ${maxAttempts}`;
  }
}

const reasons: Record<DeliveryReason, (facts: Facts, now: number) => string> = {
  priority: ({ priority }) =>
    `Waits for the deliveries of this event with a priority before ${priority} to finish their first attempt`,
  retry: ({ attempts, maxAttempts, nextAttemptAt }, now) =>
    `Failed on attempt ${attempts} of ${maxAttempts}${nextAttemptAt ? `; ${untilNextTry(nextAttemptAt, now)}` : ""}`,
  ordering_key: () => "Held until an older delivery with the same ordering key is done",
};

/** For a row: what it waits for. Null for what runs or has finished. */
export function whatItWaitsFor({ state, reason }: Pick<Facts, "state" | "reason">): string | null {
  if (reason === "priority") return "Earlier priority";
  if (reason === "ordering_key") return "Same ordering key";
  if (reason === "retry") return "Next try";
  return state === "ready" || state === "scheduled" ? "Free slot" : null;
}
