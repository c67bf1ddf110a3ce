// What a run leaves that no delivery stands behind: its execution with log and effects, and the events it emitted, in one
// transaction.
import type { Sql, SqlTx } from "#db/client.ts";
import type { RunResult } from "#lib/executions/run-result.ts";
import { insertEvents } from "./settle-emitted.ts";

export type FinishedRun = {
  tenantId: string;
  script: { id: string; name: string; version: number };
  trigger: "http" | "test";
  dryRun: boolean;
  /** `id` is null when no such event was ever stored; null when it ran for none. */
  event: { id: string | null; type: string } | null;
  /** What emitted events carry on. */
  chain: { correlationId: string; hop: number; path: readonly string[] };
  queueWaitMs: number | null;
  result: RunResult;
};

/** Resolves with the number of events written: none for a dry run and for one that did not succeed. */
export async function storeRun(sql: Sql, run: FinishedRun): Promise<number> {
  const emitted = emittedBy(run);
  if (emitted.length === 0) {
    await insertExecution(sql, run);
    return 0;
  }
  return await sql.begin(async (tx) => {
    await insertExecution(tx, run);
    return await insertEvents(tx, emitted);
  });
}

/** One statement, so that it needs no transaction around it. */
async function insertExecution(
  sql: Sql | SqlTx,
  { tenantId, script, trigger, dryRun, event, queueWaitMs, result }: FinishedRun,
): Promise<void> {
  const { executionId, startedAt, durationMs } = result;
  await sql`
    with recorded as (
      insert into executions (id, tenant_id, event_id, event_type, script_id, version, trigger, dry_run, attempt, status,
        started_at, finished_at, duration_ms, cpu_ms, peak_heap_bytes, queue_wait_ms, error, result)
      values (${executionId}, ${tenantId}, ${event?.id ?? null}, ${event?.type ?? null}, ${script.id}, ${script.version},
        ${trigger}, ${dryRun}, 1, ${result.outcome}, ${startedAt},
        ${startedAt}::timestamptz + make_interval(secs => ${durationMs}::float8 / 1000), ${durationMs}, ${result.cpuMs},
        ${result.peakHeapBytes}, ${queueWaitMs}, ${jsonOrNull(result.error)}::text::jsonb,
        ${result.resultJson}::text::json)
    ), logged as (
      insert into execution_logs (execution_id, tenant_id, chunk, lines)
      select ${executionId}, ${tenantId}, 0, lines from (select ${jsonOrNull(result.logs)}::text::json as lines) l
      where lines is not null
    )
    insert into execution_effects (execution_id, tenant_id, effects)
    select ${executionId}, ${tenantId}, effects from (select ${jsonOrNull(result.effects)}::text::json as effects) e
    where effects is not null`;
}

/** An empty list is no row. */
function jsonOrNull(value: object | null): string | null {
  const isEmpty = value === null || (Array.isArray(value) && value.length === 0);
  return isEmpty ? null : JSON.stringify(value);
}

function emittedBy({ tenantId, script, chain, dryRun, result }: FinishedRun) {
  if (dryRun || result.outcome !== "succeeded") return [];
  return result.emitted.map((event) => ({
    tenantId,
    scriptName: script.name,
    correlationId: chain.correlationId,
    causationId: result.executionId,
    hop: chain.hop + 1,
    path: chain.path,
    event,
  }));
}
