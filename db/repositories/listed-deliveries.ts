// Deliveries as rows of the console's list, and how many wait for what.
// Which index a filter walks stands in delivery-look.ts; finished ones are their closing executions.
import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import type { DeliveryFilter } from "#lib/deliveries/delivery-filter.ts";
import { deliveryStates } from "#lib/deliveries/delivery-state.ts";
import type {
  DeliveryCounts,
  DeliveryListPage,
  ListedDelivery,
} from "#lib/deliveries/listed-delivery.ts";
import type { NamedScript } from "#lib/scripts/named-script.ts";
import { toPage } from "#lib/shared/paging.ts";
import type { Actor } from "#lib/tenancy/actor.ts";
import { farthestLook, lookInSteps, lookOnce, withEnd } from "./bounded-look.ts";
import { type DeliveryRow, deliveryReason, toDelivery } from "./deliveries.ts";
import { lookAtFinished, lookAtUnfinished } from "./delivery-look.ts";
import { errorText, isoTime, scriptNamed } from "./written-sql.ts";

type ListedRow = DeliveryRow &
  NamedScript & {
    /** What the list is ordered by, before the delivery's own id: its event, or its closing execution. */
    place: string;
    lastError: string | null;
  };

const mostCounted = 10_000;

/** Unfinished ones are looked through no further than they are counted. */
export async function listDeliveryRows(
  tx: Tx,
  actor: Actor,
  filter: DeliveryFilter,
): Promise<DeliveryListPage> {
  const ended = isFinished(filter);
  const farthest = ended ? farthestLook : mostCounted;
  const look = ended ? lookAtFinished : lookAtUnfinished;
  const found = await lookInSteps({ enough: filter.limit + 1, farthest }, (rows) =>
    lookOnce(tx, look(actor, filter, rows)),
  );
  const rows = ended
    ? await readFinished(tx, actor, found.ids)
    : await readUnfinished(tx, actor, found.ids);
  // What finished between the two reads is missing; that does not make this the last page.
  const limit = filter.limit - (found.ids.length - rows.length);
  const page = toPage(rows, { limit }, { key: (row) => `${row.place}.${row.id}`, item: toListed });
  return withEnd(page, found, { farthest, cursorOf: (last) => (ended ? `${last}.${last}` : last) });
}

/** In whatever state they are now, in no order; without another tenant's. */
export async function readDeliveryRows(
  tx: Tx,
  actor: Actor,
  ids: readonly string[],
): Promise<ListedDelivery[]> {
  if (ids.length === 0) return [];
  const wanted = sql`any(${sql.param(ids)}::uuid[])`;
  const page = sql`
    (${unfinished(actor, sql`and d.id = ${wanted}`)})
    union all
    (${finished(actor, sql`and e.delivery_id = ${wanted}`)})`;
  const rows = await withNames(tx, actor, { page, order: oldestFirst });
  return rows.map(toListed);
}

/** Of the oldest 10,000 that have not finished, or those of them that are of one script. */
export async function countDeliveries(
  tx: Tx,
  actor: Actor,
  { scriptId }: { scriptId?: string | undefined } = {},
): Promise<DeliveryCounts> {
  const isWanted = scriptId === undefined ? sql`true` : sql`script_id = ${scriptId}`;
  const [row] = await tx.execute<DeliveryCounts>(sql`
    select count(*) filter (where reason = 'priority' and ${isWanted})::int as waiting,
      count(*) filter (where state <> 'running' and reason is null and ${isWanted})::int as ready,
      count(*) filter (where reason = 'ordering_key' and ${isWanted})::int as held,
      count(*) filter (where state = 'running' and ${isWanted})::int as running,
      count(*) filter (where reason = 'retry' and ${isWanted})::int as retrying,
      count(*) > ${mostCounted} as capped
    from (
      select d.state, d.script_id, ${deliveryReason} as reason from deliveries d where d.tenant_id = ${actor.tenantId}
      order by d.event_id limit ${mostCounted + 1}) oldest`);
  return row ?? { waiting: 0, ready: 0, held: 0, running: 0, retrying: 0, capped: false };
}

/** The oldest unfinished delivery of the same ordering key, for one that is blocked by it. */
export async function findBlocking(tx: Tx, actor: Actor, id: string): Promise<string | null> {
  const [row] = await tx.execute<{ id: string }>(sql`
    select o.id from deliveries d
    join deliveries o on o.subscription_id = d.subscription_id and o.ordering_key = d.ordering_key
      and (o.event_seq, o.id) < (d.event_seq, d.id)
    where d.tenant_id = ${actor.tenantId} and d.id = ${id} and d.state in ('ready', 'scheduled')
    order by o.event_seq, o.id limit 1`);
  return row?.id ?? null;
}

function isFinished({ state }: DeliveryFilter): boolean {
  return state !== undefined && deliveryStates[state].terminal;
}

function readUnfinished(tx: Tx, actor: Actor, ids: readonly string[]): Promise<ListedRow[]> {
  const page = unfinished(actor, sql`and d.id = any(${sql.param(ids)}::uuid[])`);
  return ids.length === 0 ? none : withNames(tx, actor, { page, order: oldestFirst });
}

/** `ids` are those of the closing executions. */
function readFinished(tx: Tx, actor: Actor, ids: readonly string[]): Promise<ListedRow[]> {
  const page = finished(actor, sql`and e.id = any(${sql.param(ids)}::uuid[])`);
  return ids.length === 0 ? none : withNames(tx, actor, { page, order: newestFirst });
}

const none = Promise.resolve([]);
const oldestFirst = sql`p.place, p.id`;
const newestFirst = sql`p.place desc`;

async function withNames(
  tx: Tx,
  actor: Actor,
  { page, order }: { page: SQL; order: SQL },
): Promise<ListedRow[]> {
  const rows = await tx.execute<ListedRow>(sql`
    select p.*, ${scriptNamed}, case when p.attempts > 0 then (
      select ${errorText(sql`x.error`)} from executions x
      where x.tenant_id = ${actor.tenantId} and x.delivery_id = p.id and x.error is not null
      order by x.id desc limit 1) end as "lastError"
    from (${page}) p
    left join scripts s on s.tenant_id = ${actor.tenantId} and s.id = p."scriptId"
    order by ${order}`);
  return [...rows];
}

function unfinished(actor: Actor, rest: SQL): SQL {
  return sql`
    select d.event_id as place, d.id, d.event_id as "eventId", d.event_type as "eventType",
      d.subscription_id as "subscriptionId", d.script_id as "scriptId", d.state, ${deliveryReason} as reason, d.attempts,
      d.max_attempts as "maxAttempts", d.priority,
      case when d.state = 'scheduled' then ${isoTime(sql`d.due_at`)} end as "nextAttemptAt",
      ${isoTime(sql`d.created_at`)} as "createdAt", null::text as "finishedAt"
    from deliveries d where d.tenant_id = ${actor.tenantId} ${rest}`;
}

function finished(actor: Actor, rest: SQL): SQL {
  return sql`
    select e.id as place, e.delivery_id as id, e.event_id as "eventId", e.event_type as "eventType",
      e.subscription_id as "subscriptionId", e.script_id as "scriptId", e.delivery_state as state, null::text as reason,
      e.attempts, e.max_attempts as "maxAttempts", e.priority, null::text as "nextAttemptAt",
      ${isoTime(sql`e.delivery_created_at`)} as "createdAt", ${isoTime(sql`e.finished_at`)} as "finishedAt"
    from executions e
    where e.tenant_id = ${actor.tenantId} and e.delivery_id is not null and e.delivery_state is not null ${rest}`;
}

function toListed({
  place: _,
  scriptName,
  scriptDeleted,
  lastError,
  ...row
}: ListedRow): ListedDelivery {
  return { ...toDelivery(row), scriptName, scriptDeleted, lastError };
}
