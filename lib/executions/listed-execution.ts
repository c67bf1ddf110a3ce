// An execution as a row of the console's list, and the words of the list's filters.
import type { ExecutionTrigger } from "#lib/executions/execution-schema.ts";
import { type ExecutionStatus, executionStatuses } from "#lib/executions/execution-status.ts";
import type { NamedScript } from "#lib/scripts/named-script.ts";
import type { Page } from "#lib/shared/paging.ts";

export type ListedExecution = NamedScript & {
  id: string;
  status: ExecutionStatus;
  version: number;
  eventType: string | null;
  trigger: ExecutionTrigger;
  /** It changed nothing: what its calls would have done was recorded. */
  dryRun: boolean;
  /** From 1; 0 when it was cancelled before it ran. */
  attempt: number;
  /** Null for what is no attempt of a delivery. */
  maxAttempts: number | null;
  startedAt: string;
  durationMs: number;
  queueWaitMs: number | null;
  /** Name and message of the error, cut. */
  error: string | null;
};

/** `searchedTo`: the list looked back no further than this, although it is not full. */
export type ExecutionListPage = Page<ListedExecution> & { searchedTo?: string };

/** Every way a run can end badly. */
export const failureStatuses = Object.entries(executionStatuses).flatMap(([status, { charge }]) =>
  charge === "none" ? [] : [status],
) as readonly ExecutionStatus[]; // the keys of the table

export const executionRanges = {
  "1h": { label: "Last hour", hours: 1 },
  "24h": { label: "Last 24 hours", hours: 24 },
  "7d": { label: "Last 7 days", hours: 7 * 24 },
  all: { label: "All time", hours: null },
} as const satisfies Record<string, { label: string; hours: number | null }>;

export type ExecutionRange = keyof typeof executionRanges;
