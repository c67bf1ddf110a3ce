// How an execution can end. One table: the SQL check, the REST schema and the metrics derive from it.

/** What an execution status does to the delivery it was an attempt of (docs/architecture.md, "Outcomes"). */
export type AttemptCharge = "none" | "attempt" | "crash";

export const executionStatuses = {
  running: { final: false, charge: "none" },
  succeeded: { final: true, charge: "none" },
  failed: { final: true, charge: "attempt" },
  timed_out: { final: true, charge: "attempt" },
  cpu_exceeded: { final: true, charge: "attempt" },
  out_of_memory: { final: true, charge: "attempt" },
  limit_exceeded: { final: true, charge: "attempt" },
  crashed: { final: true, charge: "crash" },
  cancelled: { final: true, charge: "none" },
} as const satisfies Record<string, { final: boolean; charge: AttemptCharge }>;

export type ExecutionStatus = keyof typeof executionStatuses;

/** The ways a run can end inside the sandbox. */
export type RunOutcome = Exclude<ExecutionStatus, "running" | "cancelled">;
