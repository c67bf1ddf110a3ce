// What a test run leaves: its execution with log and effects, and the events it emitted, in one transaction.
import type { Sql, SqlTx } from "#db/client.ts";
import type { RunResult } from "#lib/executions/run-result.ts";
import type { TestRunOrder } from "#lib/scripts/test-run-order.ts";
import { insertEvents } from "./settle-emitted.ts";

export type FinishedTestRun = { order: TestRunOrder; result: RunResult };

/** Resolves with the number of events written: none for a dry run and for one that did not succeed. */
export async function storeTestRun(sql: Sql, run: FinishedTestRun): Promise<number> {
  return await sql.begin(async (tx) => {
    await insertExecution(tx, run);
    return await insertEvents(tx, emittedBy(run));
  });
}

async function insertExecution(tx: SqlTx, { order, result }: FinishedTestRun): Promise<void> {
  const { tenant, script, event, isPast, dryRun } = order;
  const { executionId, startedAt, durationMs } = result;
  await tx`
    with recorded as (
      insert into executions (id, tenant_id, event_id, event_type, script_id, version, trigger, dry_run, attempt, status,
        started_at, finished_at, duration_ms, cpu_ms, peak_heap_bytes, error, result)
      values (${executionId}, ${tenant.id}, ${isPast ? event.id : null}, ${event.type}, ${script.id}, ${script.version},
        'test', ${dryRun}, 1, ${result.outcome}, ${startedAt},
        ${startedAt}::timestamptz + make_interval(secs => ${durationMs}::float8 / 1000), ${durationMs}, ${result.cpuMs},
        ${result.peakHeapBytes}, ${jsonOrNull(result.error)}::text::jsonb, ${result.resultJson}::text::json)
    ), logged as (
      insert into execution_logs (execution_id, tenant_id, chunk, lines)
      select ${executionId}, ${tenant.id}, 0, lines from (select ${jsonOrNull(result.logs)}::text::json as lines) l
      where lines is not null
    )
    insert into execution_effects (execution_id, tenant_id, effects)
    select ${executionId}, ${tenant.id}, effects from (select ${jsonOrNull(result.effects)}::text::json as effects) e
    where effects is not null`;
}

/** An empty list is no row. */
function jsonOrNull(value: object | null): string | null {
  const isEmpty = value === null || (Array.isArray(value) && value.length === 0);
  return isEmpty ? null : JSON.stringify(value);
}

function emittedBy({ order, result }: FinishedTestRun) {
  if (order.dryRun || result.outcome !== "succeeded") return [];
  const { tenant, script, event } = order;
  return result.emitted.map((emitted) => ({
    tenantId: tenant.id,
    scriptName: script.name,
    correlationId: event.correlationId,
    causationId: result.executionId,
    hop: event.hop + 1,
    path: event.path,
    event: emitted,
  }));
}
