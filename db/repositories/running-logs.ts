// The lines of runs that are still going on, so that a person can watch them. The settle does not touch this table:
// what is over is read from execution_logs, and what it leaves here is removed by and by.
import type { Sql } from "#db/client.ts";
import type { LogLine } from "#lib/executions/run-result.ts";

export type RunningLog = { executionId: string; tenantId: string; lines: readonly LogLine[] };

/** `lines` are all lines so far: they replace what was saved before. */
export async function saveRunningLogs(sql: Sql, logs: readonly RunningLog[]): Promise<void> {
  const input = JSON.stringify(logs);
  await sql`
    insert into running_logs (execution_id, tenant_id, lines)
    select "executionId", "tenantId", lines from json_to_recordset(${input}::text::json)
      as i ("executionId" uuid, "tenantId" uuid, lines json)
    on conflict (execution_id) do update set lines = excluded.lines`;
}

/** Removes the lines of runs that are over. */
export async function pruneRunningLogs(sql: Sql): Promise<void> {
  await sql`
    delete from running_logs r
    where not exists (select from deliveries d where d.state = 'running' and d.execution_id = r.execution_id)`;
}
