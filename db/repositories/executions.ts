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
import { readExecutionLogs } from "./execution-logs.ts";
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
  const rows = await tx.execute<ExecutionRow>(sql`
    ${ended(actor, filtersOf(query, "ended"), query.limit + 1)}
    union all
    ${running(actor, filtersOf(query, "running"), query.limit + 1)}
    order by id desc limit ${query.limit + 1}`);
  return toPage(rows, query, { key: (row) => row.id, item: toSummary });
}

export async function getExecution(tx: Tx, actor: Actor, id: string): Promise<Result<unknown>> {
  const [row] = await tx.execute<ExecutionRow>(sql`
    ${ended(actor, sql`and e.id = ${id}`, 1)}
    union all
    ${running(actor, sql`and d.execution_id = ${id}`, 1)} limit 1`);
  if (!row) return fail("not_found", "There is no such execution.");
  const logs = await readExecutionLogs(tx, actor, { id, isRunning: row.status === "running" });
  return succeed({
    ...toSummary(row),
    ...(row.result === null ? {} : { result: new JsonText(row.result) }),
    logs,
    effects: [],
  });
}

function filtersOf(query: ExecutionQuery, kind: "ended" | "running"): SQL {
  const table = kind === "ended" ? sql.raw("e") : sql.raw("d");
  const id = kind === "ended" ? sql`e.id` : sql`d.execution_id`;
  return optionalFilters([
    [query.eventId, (value) => sql`${table}.event_id = ${value}`],
    [query.deliveryId, (value) => sql`${deliveryIdOf(kind)} = ${value}`],
    [query.subscriptionId, (value) => sql`${table}.subscription_id = ${value}`],
    [query.scriptId, (value) => sql`${table}.script_id = ${value}`],
    [query.status, (value) => hasStatus(kind, value)],
    [query.from, (value) => sql`${id} >= uuid_at(${value}::timestamptz)`],
    [query.to, (value) => sql`${id} < uuid_at(${value}::timestamptz)`],
    [query.cursor, (value) => sql`${id} < ${value}`],
  ]);
}

/** Where nothing can be found, nothing is looked through. */
function hasStatus(kind: "ended" | "running", status: string): SQL {
  if ((status === "running") !== (kind === "running")) return sql`false`;
  return kind === "ended" ? sql`e.status = ${status}` : sql`true`;
}

function deliveryIdOf(kind: "ended" | "running"): SQL {
  return kind === "ended" ? sql`e.delivery_id` : sql`d.id`;
}

/** Parenthesised, with its own limit, so that each side of the union stops at its index. */
function ended(actor: Actor, filters: SQL, limit: number): SQL {
  return sql`(
    select e.id, e.delivery_id as "deliveryId", e.event_id as "eventId", e.event_type as "eventType",
      e.subscription_id as "subscriptionId", e.script_id as "scriptId", e.version, e.trigger, e.attempt,
      e.status, ${isoTime(sql`e.started_at`)} as "startedAt", e.duration_ms as "durationMs", e.cpu_ms as "cpuMs",
      e.peak_heap_bytes as "peakHeapBytes", e.queue_wait_ms as "queueWaitMs", e.error, e.result
    from executions e where e.tenant_id = ${actor.tenantId} ${filters}
    order by e.id desc limit ${limit})`;
}

/** The version is the one that would run now: which one does run is known when the attempt ends. */
function running(actor: Actor, filters: SQL, limit: number): SQL {
  return sql`(
    select d.execution_id, d.id, d.event_id, d.event_type, d.subscription_id, d.script_id,
      coalesce(d.pinned_version, s.deployed_version, 1),
      case when d.replay_id is null then 'event' else 'replay' end, d.attempts + 1,
      'running', ${isoTime(sql`d.claimed_at`)}, extract(epoch from clock_timestamp() - d.claimed_at)::float8 * 1000,
      null::float8, null::bigint, extract(epoch from d.claimed_at - d.due_at)::float8 * 1000, null::jsonb, null::json
    from deliveries d left join scripts s on s.tenant_id = d.tenant_id and s.id = d.script_id
    where d.tenant_id = ${actor.tenantId} and d.state = 'running' ${filters}
    order by d.execution_id desc limit ${limit})`;
}

function toSummary(row: ExecutionRow): ExecutionSummary {
  const { error, result: _, peakHeapBytes, ...rest } = row;
  return {
    ...rest,
    durationMs: Math.max(0, row.durationMs),
    peakHeapBytes: peakHeapBytes === null ? null : Number(peakHeapBytes),
    ...(error ? { error } : {}),
  };
}
