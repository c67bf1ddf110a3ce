// What an attempt's outcome does to its delivery (decision 14), as data: the settle only writes it down.
import { backoffDelayMs } from "#lib/deliveries/backoff.ts";
import type { ClaimedDelivery } from "#lib/deliveries/claimed-delivery.ts";
import { executionStatuses } from "#lib/executions/execution-status.ts";
import type { RunResult } from "#lib/executions/run-result.ts";

/** A delivery whose runs killed the sandbox process this often is dead. */
export const maxCrashes = 3;

export type Settlement =
  | { move: "succeeded" }
  | { move: "scheduled"; delayMs: number; attempts: number; crashes: number }
  | { move: "ready"; attempts: number; crashes: number }
  | { move: "dead"; attempts: number; crashes: number };

type Counters = Pick<ClaimedDelivery, "attempts" | "maxAttempts" | "crashes" | "backoff">;

/** `random` in [0, 1) spreads the retry. An uncharged result puts the delivery back as it was. */
export function decideSettlement(
  delivery: Counters,
  result: Pick<RunResult, "outcome" | "uncharged" | "retry">,
  random: number,
): Settlement {
  const { attempts, crashes } = delivery;
  if (result.uncharged) return { move: "ready", attempts, crashes };
  if (result.outcome === "succeeded") return { move: "succeeded" };
  const { charge } = executionStatuses[result.outcome];
  if (charge === "crash") return afterCrash(attempts, crashes + 1);
  return afterFailure(delivery, result.retry, random);
}

function afterCrash(attempts: number, crashes: number): Settlement {
  return { move: crashes >= maxCrashes ? "dead" : "ready", attempts, crashes };
}

function afterFailure(delivery: Counters, retry: RunResult["retry"], random: number): Settlement {
  const attempts = delivery.attempts + 1;
  const { crashes } = delivery;
  if (retry.kind === "never" || attempts >= delivery.maxAttempts)
    return { move: "dead", attempts, crashes };
  const delayMs =
    retry.kind === "after" ? retry.delayMs : backoffDelayMs(delivery.backoff, attempts, random);
  return { move: "scheduled", delayMs, attempts, crashes };
}
