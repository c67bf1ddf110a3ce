// Executions as they are read: those that ended, and those that run now (the leased deliveries, decision 18).
import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import type { ExecutionQuery, ExecutionSummary } from "#lib/executions/execution-schema.ts";
import type { ExecutionStatus } from "#lib/executions/execution-status.ts";
import type { RunError } from "#lib/executions/run-result.ts";
import { fail, type Result, succeed } from "#lib/shared/failure.ts";
import { type Page, toPage } from "#lib/shared/paging.ts";
import { JsonText } from "#lib/shared/stringify-json.ts";
import type { Actor } from "#lib/tenancy/actor.ts";
import { readExecutionEffects, readExecutionLogs } from "./execution-logs.ts";
import { runningExecutions } from "./running-executions.ts";
import { isoTime, optionalFilters } from "./written-sql.ts";

type ExecutionRow = {
  id: string;
  deliveryId: string | null;
  eventId: string | null;
  eventType: string | null;
  subscriptionId: string | null;
  scriptId: string;
  version: number;
  trigger: ExecutionSummary["trigger"];
  dryRun: boolean;
  attempt: number;
  status: ExecutionStatus;
  startedAt: string;
  durationMs: number;
  cpuMs: number | null;
  peakHeapBytes: string | null;
  queueWaitMs: number | null;
  error: RunError | null;
  result: string | null;
};

export async function listExecutions(
  tx: Tx,
  actor: Actor,
  query: ExecutionQuery,
): Promise<Page<ExecutionSummary>> {
  const limit = query.limit + 1;
  const sides = sourcesOf(actor, query).map((source) =>
    rowsOf(actor, source, { filters: filtersOf(query), limit }),
  );
  const rows = await tx.execute<ExecutionRow>(sql`
    select * from (${sql.join(sides, sql` union all `)}) p order by id desc limit ${limit}`);
  return toPage(rows, query, { key: (row) => row.id, item: toSummary });
}

/** Result, log and effects as the JSON they were stored as. */
export type ReadExecution = ExecutionSummary & {
  result?: JsonText;
  logs: JsonText;
  effects: JsonText;
};

export async function getExecution(
  tx: Tx,
  actor: Actor,
  id: string,
): Promise<Result<ReadExecution>> {
  const wanted = { filters: sql`and e.id = ${id}`, limit: 1 };
  const [row] = await tx.execute<ExecutionRow>(sql`
    ${rowsOf(actor, ended, wanted)} union all ${rowsOf(actor, runningExecutions(actor), wanted)} limit 1`);
  if (!row) return fail("not_found", "There is no such execution.");
  const wantedRun = { id, isRunning: row.status === "running" };
  return succeed({
    ...toSummary(row),
    ...(row.result === null ? {} : { result: new JsonText(row.result) }),
    logs: await readExecutionLogs(tx, actor, wantedRun),
    effects: await readExecutionEffects(tx, actor, wantedRun),
  });
}

const ended = sql`executions`;

/** Where nothing can be found, nothing is looked through. */
function sourcesOf(actor: Actor, { status }: ExecutionQuery): SQL[] {
  const running = runningExecutions(actor);
  if (status === undefined) return [ended, running];
  return [status === "running" ? running : ended];
}

function filtersOf(query: ExecutionQuery): SQL {
  return optionalFilters([
    [query.eventId, (value) => sql`e.event_id = ${value}`],
    [query.deliveryId, (value) => sql`e.delivery_id = ${value}`],
    [query.subscriptionId, (value) => sql`e.subscription_id = ${value}`],
    [query.scriptId, (value) => sql`e.script_id = ${value}`],
    [query.status, (value) => sql`e.status = ${value}`],
    [query.from, (value) => sql`e.id >= uuid_at(${value}::timestamptz)`],
    [query.to, (value) => sql`e.id < uuid_at(${value}::timestamptz)`],
    [query.cursor, (value) => sql`e.id < ${value}`],
  ]);
}

/** Parenthesised, with its own limit, so that each side of the union stops at its index. */
function rowsOf(
  actor: Actor,
  source: SQL,
  { filters, limit }: { filters: SQL; limit: number },
): SQL {
  return sql`(
    select e.id, e.delivery_id as "deliveryId", e.event_id as "eventId", e.event_type as "eventType",
      e.subscription_id as "subscriptionId", e.script_id as "scriptId", e.version, e.trigger,
      e.dry_run as "dryRun", e.attempt, e.status, ${isoTime(sql`e.started_at`)} as "startedAt",
      e.duration_ms as "durationMs", e.cpu_ms as "cpuMs", e.peak_heap_bytes as "peakHeapBytes",
      e.queue_wait_ms as "queueWaitMs", e.error, e.result
    from ${source} e where e.tenant_id = ${actor.tenantId} ${filters}
    order by e.id desc limit ${limit})`;
}

function toSummary(row: ExecutionRow): ExecutionSummary {
  const { error, result: _, peakHeapBytes, ...rest } = row;
  return {
    ...rest,
    peakHeapBytes: peakHeapBytes === null ? null : Number(peakHeapBytes),
    ...(error ? { error } : {}),
  };
}
