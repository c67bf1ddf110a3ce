// The catalogue of event types: those that were observed in stored events and those a person described.
import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { eventTypes } from "#db/schema/events.ts";
import type { EventType } from "#lib/events/event-type-view.ts";
import { fail, type Result, succeed } from "#lib/shared/failure.ts";
import { type Page, type PageRequest, toPage } from "#lib/shared/paging.ts";
import type { Actor } from "#lib/tenancy/actor.ts";
import { appendAudit } from "./audit.ts";
import { isoTime } from "./written-sql.ts";

/** By name. */
export async function listEventTypes(
  tx: Tx,
  actor: Actor,
  page: PageRequest,
): Promise<Page<EventType>> {
  const limit = page.limit + 1;
  const after = sql`name > ${page.cursor ?? ""}`;
  const rows = await tx.execute<EventType>(sql`
    with recursive ${observed(actor, page.cursor ?? "", limit)}, names as (
      select name from observed where name is not null
      union
      (select name from event_types where tenant_id = ${actor.tenantId} and ${after} order by name limit ${limit})
    )
    ${described(actor)} order by n.name limit ${limit}`);
  return toPage(rows, page, { key: (row) => row.name, item: (row) => row });
}

/** What a person may mean: names of types that were observed or described, in order. */
export async function listEventTypeNames(tx: Tx, actor: Actor, limit = 500): Promise<string[]> {
  const rows = await tx.execute<{ name: string }>(sql`
    with recursive ${observed(actor, "", limit)}
    select name from observed where name is not null
    union
    (select name from event_types where tenant_id = ${actor.tenantId} order by name limit ${limit})
    order by name limit ${limit}`);
  return rows.map((row) => row.name);
}

export async function getEventType(tx: Tx, actor: Actor, name: string): Promise<Result<EventType>> {
  const [row] = await tx.execute<EventType>(sql`
    with names as (
      select name from event_types where tenant_id = ${actor.tenantId} and name = ${name}
      union
      (select type from events where tenant_id = ${actor.tenantId} and type = ${name} limit 1)
    )
    ${described(actor)}`);
  return row ? succeed(row) : fail("not_found", "There is no such event type.");
}

/** The types of stored events, hopping from name to name over the index; the last row is null. */
function observed(actor: Actor, after: string, limit: number): SQL {
  const next = (name: SQL) => sql`(
    select e.type from events e where e.tenant_id = ${actor.tenantId} and e.type > ${name} order by e.type limit 1)`;
  return sql`observed (name, step) as (
    select ${next(sql`${after}::text`)}, 1
    union all
    select ${next(sql`o.name`)}, o.step + 1 from observed o where o.name is not null and o.step < ${limit}
  )`;
}

/** `names` with what is known about each. */
function described(actor: Actor): SQL {
  const firstEvent = sql`(
    select e.received_at from events e where e.tenant_id = ${actor.tenantId} and e.type = n.name order by e.id limit 1)`;
  return sql`
    select n.name, t.description,
      ${isoTime(sql`least(t.first_seen_at, ${firstEvent})`)} as "firstSeenAt"
    from names n left join event_types t on t.tenant_id = ${actor.tenantId} and t.name = n.name`;
}

/** Also before the first event of that type has come in. */
export async function describeEventType(
  tx: Tx,
  actor: Actor,
  { name, description }: { name: string; description: string | null },
): Promise<Result<EventType>> {
  await tx
    .insert(eventTypes)
    .values({ tenantId: actor.tenantId, name, description })
    .onConflictDoUpdate({ target: [eventTypes.tenantId, eventTypes.name], set: { description } });
  const target = `event type ${name}`;
  await appendAudit(tx, actor, { action: "event_type.describe", target, details: { description } });
  return getEventType(tx, actor, name);
}
