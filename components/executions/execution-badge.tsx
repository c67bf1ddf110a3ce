// How each execution status looks and what it is called. A new status gets its row here.
import { Badge, type BadgeLook } from "#components/ui/badge.tsx";
import type { ExecutionStatus } from "#lib/executions/execution-status.ts";

export const executionLooks: Record<ExecutionStatus, BadgeLook> = {
  running: { tone: "blue", icon: "loader", word: "Running", moving: true },
  succeeded: { tone: "green", icon: "circle-check", word: "Succeeded" },
  failed: { tone: "red", icon: "circle-x", word: "Failed" },
  timed_out: { tone: "red", icon: "timer-off", word: "Timed out" },
  cpu_exceeded: { tone: "red", icon: "cpu", word: "Out of CPU time" },
  out_of_memory: { tone: "red", icon: "memory", word: "Out of memory" },
  limit_exceeded: { tone: "red", icon: "gauge", word: "Over a limit" },
  crashed: { tone: "red", icon: "unplug", word: "Crashed" },
  cancelled: { tone: "slate", icon: "ban", word: "Cancelled" },
};

type ExecutionBadgeProps = { status: ExecutionStatus; plain?: boolean };

export function ExecutionBadge({ status, plain = false }: ExecutionBadgeProps) {
  const { word, ...look } = executionLooks[status];
  return (
    <Badge {...look} plain={plain}>
      {word}
    </Badge>
  );
}
