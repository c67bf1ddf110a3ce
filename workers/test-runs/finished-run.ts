// What is kept of a test run.
import type { FinishedRun } from "#db/repositories/store-run.ts";
import type { RunResult } from "#lib/executions/run-result.ts";
import type { TestRunOrder } from "#lib/scripts/test-run-order.ts";

export function finishedRun(order: TestRunOrder, result: RunResult): FinishedRun {
  const { tenant, script, event, isPast, dryRun } = order;
  return {
    tenantId: tenant.id,
    script,
    trigger: "test",
    dryRun,
    event: { id: isPast ? event.id : null, type: event.type },
    chain: event,
    queueWaitMs: null,
    result,
  };
}
