import type { ExecutionStatus } from "#lib/executions/execution-status.ts";

const verbs: Record<Exclude<ExecutionStatus, "running" | "succeeded" | "cancelled">, string> = {
  failed: "failed",
  timed_out: "timed out",
  cpu_exceeded: "used up its CPU time",
  out_of_memory: "ran out of memory",
  limit_exceeded: "went over a limit",
  crashed: "crashed its sandbox",
};

/** What a run did that ended badly, for the middle of a sentence. What is not known to be worse failed. */
export function outcomeVerb(status: ExecutionStatus | null): string {
  return status !== null && isBad(status) ? verbs[status] : "failed";
}

function isBad(status: ExecutionStatus): status is keyof typeof verbs {
  return status in verbs;
}
