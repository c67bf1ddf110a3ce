// What became of one execution, in one sentence a person reads first. Pure: the same facts give the same words.
import { formatDuration } from "#components/ui/format.ts";
import type { DeliveryState } from "#lib/deliveries/delivery-state.ts";
import type { ExecutionProgress } from "#lib/executions/execution-detail.ts";
import { outcomeVerb } from "./outcome-verb.ts";

export type OutcomeFacts = Pick<
  ExecutionProgress,
  | "id"
  | "status"
  | "trigger"
  | "dryRun"
  | "attempt"
  | "maxAttempts"
  | "durationMs"
  | "attempts"
  | "letter"
> & {
  error: { name: string; message: string } | null;
  delivery: { state: DeliveryState; nextAttemptAt?: string | undefined } | null;
};

/** `now` in milliseconds, for the time that is left until the next try. */
export function describeOutcome(facts: OutcomeFacts, now: number): string {
  const { status } = facts;
  if (status === "running") return `Has been running for ${took(facts)}${onAttempt(facts)}`;
  if (status === "succeeded") return `Succeeded in ${took(facts)}${onAttempt(facts)}`;
  if (status === "cancelled") return describeCancelled(facts);
  if (facts.error?.name === "WorkerLost") {
    return `Was lost with its worker after ${took(facts)}${onAttempt(facts)}${whatFollowed(facts, now)}`;
  }
  return `${capitalised(outcomeVerb(status))} after ${took(facts)}${onAttempt(facts)}${whatFollowed(facts, now)}`;
}

/** "in 41 s", or that the time has come. */
export function untilNextTry(nextAttemptAt: string, now: number): string {
  const left = Date.parse(nextAttemptAt) - now;
  if (left <= 0) return "next try is due";
  return `next try in ${formatDuration(Math.ceil(left / 1_000) * 1_000)}`;
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function took({ durationMs }: OutcomeFacts): string {
  return formatDuration(durationMs);
}

function onAttempt({ status, trigger, dryRun, attempt, maxAttempts }: OutcomeFacts): string {
  if (trigger === "test") return dryRun ? " in a dry test run" : " in a test run";
  if (trigger === "http") return " for an HTTP request";
  if (maxAttempts === null) return "";
  return ` on ${nameAttempt({ status, attempt, maxAttempts })}${trigger === "replay" ? " of a replay" : ""}`;
}

function nameAttempt({
  status,
  attempt,
  maxAttempts,
}: {
  status: string;
  attempt: number;
  maxAttempts: number;
}) {
  if (maxAttempts === 1) return "the only attempt";
  if (status === "succeeded" && attempt === 1) return "the first attempt";
  return `attempt ${attempt} of ${maxAttempts}`;
}

/** Its error says by whom, or what was deleted. One that never ran took no time. */
function describeCancelled(facts: OutcomeFacts): string {
  const why = facts.error?.message ?? "Cancelled";
  if (facts.durationMs > 0) return `${why} after ${took(facts)}${onAttempt(facts)}`;
  if (facts.attempt === 0 || facts.maxAttempts === null) return `${why} before it ran`;
  return `${why} before attempt ${facts.attempt + 1} of ${facts.maxAttempts}`;
}

function whatFollowed(facts: OutcomeFacts, now: number): string {
  const { delivery, attempts, id } = facts;
  if (!delivery) return "";
  const isLast = attempts.at(-1)?.id === id;
  switch (delivery.state) {
    case "scheduled":
      return delivery.nextAttemptAt ? `; ${untilNextTry(delivery.nextAttemptAt, now)}` : "";
    case "waiting":
    case "ready":
      return "; it runs again as soon as a slot is free";
    case "running":
      return "; the next attempt is running";
    case "succeeded":
      return "; a later attempt succeeded";
    case "cancelled":
      return "; then the delivery was cancelled";
    case "dead":
      return isLast ? `; ${whyLast(facts)}` : "; later attempts failed, too";
  }
}

function whyLast({ status, attempt, maxAttempts, letter, error }: OutcomeFacts): string {
  const fate = letter ? letterFates[letter.state] : "the delivery is dead";
  if (maxAttempts !== null && attempt >= maxAttempts) return fate;
  if (status === "crashed") return `a script that crashes is not tried for ever: ${fate}`;
  const asked =
    error?.name === "NonRetryableError" ? "the script asked for no retry" : "no retry follows";
  return `${asked}: ${fate}`;
}

const letterFates = {
  open: "its dead letter is open",
  replaying: "its dead letter is being replayed",
  resolved: "a replay of its dead letter succeeded",
  discarded: "its dead letter was discarded",
} as const;
