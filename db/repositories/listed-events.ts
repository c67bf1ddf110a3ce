// Events as rows of the console's list: without their payloads, with what became of them.
// A page walks events_tenant, or events_tenant_type when a type is asked for, from the newest end. A status that no
// index knows is tried on the newest 10,000; then the page says how far it looked and may be followed further.
import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import type { EventQuery } from "#lib/events/event-view.ts";
import type { EventListPage, EventOutcomes, ListedEvent } from "#lib/events/listed-event.ts";
import { type Result, succeed } from "#lib/shared/failure.ts";
import { instantOfId } from "#lib/shared/instant-of-id.ts";
import { encodeCursor, toPage } from "#lib/shared/paging.ts";
import type { Actor } from "#lib/tenancy/actor.ts";
import { searchEvents } from "./event-search.ts";
import { eventStatus } from "./events-read.ts";
import { isoTime, optionalFilters } from "./written-sql.ts";

const farthestLook = 10_000;

/** Newest first. A `q` that is no filter is refused with its place. */
export async function listEventRows(
  tx: Tx,
  actor: Actor,
  query: EventQuery,
): Promise<Result<EventListPage>> {
  return query.q === undefined
    ? succeed(await walkEvents(tx, actor, query))
    : findByFilter(tx, actor, { ...query, q: query.q });
}

/** Newest first, as they are now; without another tenant's. */
export async function readEventRows(
  tx: Tx,
  actor: Actor,
  ids: readonly string[],
): Promise<ListedEvent[]> {
  if (ids.length === 0) return [];
  const rows = await tx.execute<Omit<ListedEvent, "outcomes">>(sql`
    select events.id, type, source, subject, ${isoTime(sql`received_at`)} as "receivedAt", hop,
      replay_of is not null as "isReplay", ${eventStatus} as status
    from events where tenant_id = ${actor.tenantId} and id = ${anyOf(ids)} order by id desc`);
  const outcomes = await readOutcomes(tx, actor, ids);
  return rows.map((row) => ({ ...row, outcomes: outcomes.get(row.id) ?? noOutcomes }));
}

async function walkEvents(tx: Tx, actor: Actor, query: EventQuery): Promise<EventListPage> {
  const needsLook = query.status === "routed" || query.status === "no_subscriber";
  const { ids, lastLooked } = needsLook
    ? await lookThrough(tx, actor, query)
    : { ids: await firstIds(tx, actor, query), lastLooked: null };
  const rows = await readEventRows(tx, actor, ids);
  const page = toPage(rows, query, { key: (row) => row.id, item: (row) => row });
  return page.nextCursor === null ? withEnd(page, lastLooked) : page;
}

async function firstIds(tx: Tx, actor: Actor, query: EventQuery): Promise<string[]> {
  const isWanted =
    query.status === "unrouted"
      ? sql`and id in (select event_id from unrouted_events where tenant_id = ${actor.tenantId})`
      : sql``;
  const rows = await tx.execute<{ id: string }>(sql`
    select id from events where ${filtersOf(actor, query)} ${isWanted}
    order by id desc limit ${query.limit + 1}`);
  return rows.map((row) => row.id);
}

async function lookThrough(
  tx: Tx,
  actor: Actor,
  query: EventQuery,
): Promise<{ ids: string[]; lastLooked: string | null }> {
  const rows = await tx.execute<{ id: string | null; looked: number; last: string | null }>(sql`
    with looked as materialized (
      select id, tenant_id from events where ${filtersOf(actor, query)} order by id desc limit ${farthestLook}
    ), matching as (
      select events.id from looked as events where ${eventStatus} = ${query.status}
      order by events.id desc limit ${query.limit + 1}
    )
    select m.id, l.looked, l.last
    from (select count(*)::int as looked, (select id from looked order by id limit 1) as last from looked) l
    left join matching m on true`);
  const ids = rows.flatMap(({ id }) => (id === null ? [] : [id]));
  const { looked = 0, last = null } = rows[0] ?? {};
  return { ids, lastLooked: looked < farthestLook ? null : last };
}

async function findByFilter(
  tx: Tx,
  actor: Actor,
  query: EventQuery & { q: string },
): Promise<Result<EventListPage>> {
  const search = await searchEvents(tx, actor, query);
  if (!search.ok) return search;
  const { items, nextCursor, lastLooked } = search.value;
  const ids = items.map((row) => row.id);
  return succeed(withEnd({ items: await readEventRows(tx, actor, ids), nextCursor }, lastLooked));
}

/** `lastLooked`: nothing behind this event was looked at. */
function withEnd(page: EventListPage, lastLooked: string | null): EventListPage {
  if (lastLooked === null) return page;
  return { ...page, nextCursor: encodeCursor(lastLooked), searchedTo: instantOfId(lastLooked) };
}

function filtersOf(actor: Actor, { type, from, to, cursor }: EventQuery): SQL {
  const filters = optionalFilters([
    [type, (value) => sql`type = ${value}`],
    [from, (value) => sql`id >= uuid_at(${value}::timestamptz)`],
    [to, (value) => sql`id < uuid_at(${value}::timestamptz)`],
    [cursor, (value) => sql`id < ${value}`],
  ]);
  return sql`tenant_id = ${actor.tenantId} ${filters}`;
}

export const noOutcomes: EventOutcomes = { unfinished: 0, succeeded: 0, dead: 0, cancelled: 0 };

/**
 * Of each subscription only the newest delivery counts: a replay mends what died before it. A finished delivery is its
 * closing execution.
 */
export async function readOutcomes(
  tx: Tx,
  actor: Actor,
  ids: readonly string[],
): Promise<Map<string, EventOutcomes>> {
  const rows = await tx.execute<EventOutcomes & { eventId: string }>(sql`
    select event_id as "eventId",
      count(*) filter (where state is null)::int as unfinished,
      count(*) filter (where state = 'succeeded')::int as succeeded,
      count(*) filter (where state = 'dead')::int as dead,
      count(*) filter (where state = 'cancelled')::int as cancelled
    from (
      select distinct on (event_id, subscription_id) event_id, state from (
        select event_id, subscription_id, id, null as state from deliveries
        where tenant_id = ${actor.tenantId} and event_id = ${anyOf(ids)}
        union all
        select event_id, subscription_id, delivery_id, delivery_state from executions
        where tenant_id = ${actor.tenantId} and event_id = ${anyOf(ids)} and delivery_state is not null
      ) d
      order by event_id, subscription_id, id desc
    ) newest
    group by event_id`);
  return new Map(rows.map(({ eventId, ...outcomes }) => [eventId, outcomes]));
}

function anyOf(ids: readonly string[]): SQL {
  return sql`any(${sql.param(ids)}::uuid[])`;
}
