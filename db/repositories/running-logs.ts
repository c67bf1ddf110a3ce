// What runs that are still going on have logged and done, so that a person can watch them. The settle does not touch this table:
// what is over is read from execution_logs and execution_effects, and what it leaves here is removed by and by.
import type { Sql } from "#db/client.ts";
import type { Effect } from "#lib/executions/effect.ts";
import type { LogLine } from "#lib/executions/run-result.ts";

export type RunningLog = {
  executionId: string;
  tenantId: string;
  lines: readonly LogLine[];
  effects: readonly Effect[];
};

/** Lines and effects are all so far: they replace what was saved before. */
export async function saveRunningLogs(sql: Sql, logs: readonly RunningLog[]): Promise<void> {
  const input = JSON.stringify(logs);
  await sql`
    insert into running_logs (execution_id, tenant_id, lines, effects)
    select "executionId", "tenantId", lines, effects from json_to_recordset(${input}::text::json)
      as i ("executionId" uuid, "tenantId" uuid, lines json, effects json)
    on conflict (execution_id) do update set lines = excluded.lines, effects = excluded.effects`;
}

/** Removes the lines of runs that are over. */
export async function pruneRunningLogs(sql: Sql): Promise<void> {
  await sql`
    delete from running_logs r
    where not exists (select from deliveries d where d.state = 'running' and d.execution_id = r.execution_id)`;
}
