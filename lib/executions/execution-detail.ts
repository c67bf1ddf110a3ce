// One execution as its page shows it: what may still change (read live), and where it came from (read once).
import type { LetterState } from "#lib/dead-letters/letter-schema.ts";
import type { Delivery } from "#lib/deliveries/delivery-schema.ts";
import type { ExecutionStatus } from "#lib/executions/execution-status.ts";
import type { ListedExecution } from "#lib/executions/listed-execution.ts";
import type { RunError } from "#lib/executions/run-result.ts";

/** One attempt of the same delivery. */
export type Attempt = {
  id: string;
  attempt: number;
  status: ExecutionStatus;
  startedAt: string;
  durationMs: number;
};

export type LetterLink = { id: string; state: LetterState };

export type ExecutionProgress = Omit<ListedExecution, "error"> & {
  deliveryId: string | null;
  eventId: string | null;
  subscriptionId: string | null;
  /** Null while it runs. */
  finishedAt: string | null;
  cpuMs: number | null;
  peakHeapBytes: number | null;
  error: RunError | null;
  /** The result as JSON text, as the script returned it. */
  resultText: string | null;
  /** A JSON array of log lines, as the script wrote them. */
  logsText: string;
  /** A JSON array of effects, in the order of the calls. */
  effectsText: string;
  /** Oldest first, this one among them. */
  attempts: readonly Attempt[];
  delivery: Delivery | null;
  letter: LetterLink | null;
};

/** The event it ran for; the payload as the text that came in. */
export type ExecutionEvent = {
  id: string;
  type: string;
  source: string;
  subject: string | null;
  receivedAt: string;
  correlationId: string;
  hop: number;
  replayOf: string | null;
  dataText: string;
};
