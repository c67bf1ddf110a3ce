// Where a run stands in its chain of events, from what its script may see of it.
import type { RunChain } from "#lib/executions/run-chain.ts";
import type { HostRun } from "./room.ts";

export function chainOf({ executionId, contextJson, path }: HostRun): RunChain {
  const context: unknown = JSON.parse(contextJson);
  const { correlationId, hop } = isRecord(context) ? context : {};
  return {
    executionId,
    correlationId: typeof correlationId === "string" ? correlationId : null,
    hop: typeof hop === "number" ? hop : 0,
    path,
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
