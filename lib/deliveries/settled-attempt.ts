// One finished attempt with everything the settle writes: built once in the executor, stored in one statement.
import type { ClaimedDelivery } from "#lib/deliveries/claimed-delivery.ts";
import type { Settlement } from "#lib/deliveries/decide-settlement.ts";
import type { RunResult } from "#lib/executions/run-result.ts";

export type SettledAttempt = {
  delivery: ClaimedDelivery;
  result: RunResult;
  settlement: Settlement;
  /** From being due to entering the sandbox: in the buffer, and then in its worker. */
  queueWaitMs: number;
};
