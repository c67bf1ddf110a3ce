import type { ExecutionStatus } from "#lib/executions/execution-status.ts";

/** Cancelled while it waited: such an execution only says so, and is no attempt. */
export function neverRan({
  status,
  durationMs,
}: {
  status: ExecutionStatus;
  durationMs: number;
}): boolean {
  return status === "cancelled" && durationMs === 0;
}
