// Executions as rows of the console's list: with the names of their scripts, and "attempt n of m".
// Each page walks one index from its newest end: executions_outcome for a status other than succeeded, else
// executions_event, _delivery or _script when the filter names one, else executions_tenant. Filters beside that one
// are tried on the rows it gives, 50,000 at most; then the page says how far it looked and may be followed further.
import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import type { ExecutionFilter } from "#lib/executions/execution-filter.ts";
import type { ExecutionStatus } from "#lib/executions/execution-status.ts";
import {
  type ExecutionListPage,
  executionRanges,
  failureStatuses,
  type ListedExecution,
} from "#lib/executions/listed-execution.ts";
import { toPage } from "#lib/shared/paging.ts";
import type { Actor } from "#lib/tenancy/actor.ts";
import { type Found, lookInSteps, lookOnce, withEnd } from "./bounded-look.ts";
import { runningExecutions } from "./running-executions.ts";
import { errorText, isoTime, optionalFilters, scriptNamed } from "./written-sql.ts";

/** Newest first; what runs now is among them. */
export async function listExecutionRows(
  tx: Tx,
  actor: Actor,
  filter: ExecutionFilter,
): Promise<ExecutionListPage> {
  const found = await lookInSteps(
    { enough: filter.limit + 1, isExact: isAnsweredByOneIndex(filter) },
    (rows) => lookThrough(tx, actor, { filter, rows }),
  );
  const rows = await readExecutionRows(tx, actor, found.ids);
  return withEnd(toPage(rows, filter, { key: (row) => row.id, item: (row) => row }), found);
}

function lookThrough(
  tx: Tx,
  actor: Actor,
  { filter, rows }: { filter: ExecutionFilter; rows: number },
): Promise<Found> {
  const most = filter.limit + 1;
  return lookOnce(tx, {
    looked: look(actor, filter, rows),
    matching: sql`
      (select id from looked where ${beside(filter)} order by id desc limit ${most})
      union all
      (select d.execution_id from deliveries d where ${isRunning(actor, filter)})
      order by id desc limit ${most}`,
    last: sql`select id from looked order by id limit 1`,
  });
}

/** Newest first, in whatever state they are now; without another tenant's. */
export async function readExecutionRows(
  tx: Tx,
  actor: Actor,
  ids: readonly string[],
): Promise<ListedExecution[]> {
  if (ids.length === 0) return [];
  const rowsOf = (source: SQL) => sql`
    select e.id, e.status, e.script_id as "scriptId", e.version, e.event_type as "eventType", e.trigger,
      e.dry_run as "dryRun", e.attempt,
      ${maxAttempts} as "maxAttempts", ${isoTime(sql`e.started_at`)} as "startedAt", e.duration_ms as "durationMs",
      e.queue_wait_ms as "queueWaitMs", ${errorText(sql`e.error`)} as error
    from ${source} e where e.tenant_id = ${actor.tenantId} and e.id = any(${sql.param(ids)}::uuid[])`;
  const rows = await tx.execute<ListedExecution>(sql`
    select p.*, ${scriptNamed}
    from (${rowsOf(sql`executions`)} union all ${rowsOf(runningExecutions(actor))}) p
    left join scripts s on s.tenant_id = ${actor.tenantId} and s.id = p."scriptId"
    order by p.id desc`);
  return [...rows];
}

/** Known to the one that runs and to the closing one, else to the delivery that goes on, else to the execution that closed it. */
const maxAttempts = sql`coalesce(e.max_attempts,
  (select d.max_attempts from deliveries d where d.id = e.delivery_id and d.tenant_id = e.tenant_id),
  (select c.max_attempts from executions c where c.tenant_id = e.tenant_id and c.delivery_id = e.delivery_id
    and c.id >= e.id and c.delivery_state is not null limit 1))`;

/** The ended rows to choose from, the newest that its index gives. */
function look(actor: Actor, filter: ExecutionFilter, limit: number): SQL {
  const walk = (more: SQL) => sql`
    select e.id, e.status, e.script_id, e.event_type, e.event_id, e.delivery_id, e.subscription_id
    from executions e
    where e.tenant_id = ${actor.tenantId} ${more} ${within(filter, sql`e.id`)}
    order by e.id desc limit ${limit}`;
  const statuses = unsuccessful(filter);
  if (!statuses) return walk(isSucceededOrNamed(filter));
  // By status one after the other, so that each stops at its own end of the index.
  return sql`
    select e.* from unnest(${sql.param(statuses)}::text[]) as s(wanted)
    cross join lateral (${walk(sql`and e.status = s.wanted and e.status <> 'succeeded'`)}) e
    order by e.id desc limit ${limit}`;
}

/** The statuses that executions_outcome finds; null when another index leads. An empty list finds nothing. */
function unsuccessful({ status }: ExecutionFilter): readonly ExecutionStatus[] | null {
  if (status === "running") return [];
  if (status === "failure") return failureStatuses;
  return status && status !== "succeeded" ? [status] : null;
}

function isSucceededOrNamed({ eventId, deliveryId, scriptId }: ExecutionFilter): SQL {
  return optionalFilters([
    [eventId, (value) => sql`e.event_id = ${value}`],
    [deliveryId, (value) => sql`e.delivery_id = ${value}`],
    [scriptId, (value) => sql`e.script_id = ${value}`],
  ]);
}

function isAnsweredByOneIndex(filter: ExecutionFilter): boolean {
  const { status, eventType, subscriptionId, scriptId, eventId, deliveryId } = filter;
  if (eventType || subscriptionId) return false;
  if (unsuccessful(filter)) return !scriptId && !eventId && !deliveryId;
  return status === undefined;
}

/** All filters, on the rows that were looked at. */
function beside({
  status,
  eventType,
  subscriptionId,
  scriptId,
  eventId,
  deliveryId,
}: ExecutionFilter) {
  return sql`true ${optionalFilters([
    [status === "succeeded" ? status : undefined, (value) => sql`status = ${value}`],
    [eventType, (value) => sql`event_type = ${value}`],
    [subscriptionId, (value) => sql`subscription_id = ${value}`],
    [scriptId, (value) => sql`script_id = ${value}`],
    [eventId, (value) => sql`event_id = ${value}`],
    [deliveryId, (value) => sql`delivery_id = ${value}`],
  ])}`;
}

/** Few at any time, all in the index deliveries_running. */
function isRunning(actor: Actor, filter: ExecutionFilter): SQL {
  if (filter.status !== undefined && filter.status !== "running") return sql`false`;
  const { eventType, subscriptionId, scriptId, eventId, deliveryId } = filter;
  return sql`d.tenant_id = ${actor.tenantId} and d.state = 'running' ${optionalFilters([
    [eventType, (value) => sql`d.event_type = ${value}`],
    [subscriptionId, (value) => sql`d.subscription_id = ${value}`],
    [scriptId, (value) => sql`d.script_id = ${value}`],
    [eventId, (value) => sql`d.event_id = ${value}`],
    [deliveryId, (value) => sql`d.id = ${value}`],
  ])} ${within(filter, sql`d.execution_id`)}`;
}

function within({ range = "all", cursor }: ExecutionFilter, id: SQL): SQL {
  const { hours } = executionRanges[range];
  const from = hours === null ? undefined : String(hours);
  return optionalFilters([
    [from, (value) => sql`${id} >= uuid_at(now() - make_interval(hours => ${value}::int))`],
    [cursor, (value) => sql`${id} < ${value}`],
  ]);
}
