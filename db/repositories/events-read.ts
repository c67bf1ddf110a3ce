// Events as they are read: listed, searched by a filter expression, and one with all that became of it.
import { and, desc, eq, lt, type SQL, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { events } from "#db/schema/events.ts";
import type { EventQuery, EventStatus } from "#lib/events/event-view.ts";
import { fail, type Result, succeed } from "#lib/shared/failure.ts";
import { JsonText } from "#lib/shared/stringify-json.ts";
import type { Actor } from "#lib/tenancy/actor.ts";
import { deliveriesOfEvent } from "./deliveries.ts";
import { skipsOfEvent } from "./event-skips.ts";

export type EventRow = typeof events.$inferSelect & { status: EventStatus };

/** Newest first; at most `limit`, all older than `cursor`. */
export function readEvents(
  tx: Tx,
  actor: Actor,
  { type, status: wanted, from, to, cursor, limit }: EventQuery,
): Promise<EventRow[]> {
  return selectEvents(tx)
    .where(
      and(
        eq(events.tenantId, actor.tenantId),
        type ? eq(events.type, type) : undefined,
        wanted ? hasStatus(actor, wanted) : undefined,
        from ? sql`${events.id} >= uuid_at(${from}::timestamptz)` : undefined,
        to ? sql`${events.id} < uuid_at(${to}::timestamptz)` : undefined,
        cursor ? lt(events.id, cursor) : undefined,
      ),
    )
    .orderBy(desc(events.id))
    .limit(limit);
}

/** Null when there is none or it belongs to another tenant. */
export async function findEventRow(tx: Tx, actor: Actor, id: string): Promise<EventRow | null> {
  const [row] = await selectEvents(tx).where(
    and(eq(events.tenantId, actor.tenantId), eq(events.id, id)),
  );
  return row ?? null;
}

/** Without what it carries: for those who ask again and again. */
export async function findEventHead(
  tx: Tx,
  actor: Actor,
  id: string,
): Promise<Pick<EventRow, "status" | "correlationId"> | null> {
  const [row] = await tx
    .select({ status: eventStatus, correlationId: events.correlationId })
    .from(events)
    .where(and(eq(events.tenantId, actor.tenantId), eq(events.id, id)));
  return row ?? null;
}

export async function hasEvent(tx: Tx, actor: Actor, id: string): Promise<boolean> {
  return (await tx.$count(events, and(eq(events.tenantId, actor.tenantId), eq(events.id, id)))) > 0;
}

export async function getEvent(tx: Tx, actor: Actor, id: string): Promise<Result<unknown>> {
  const row = await findEventRow(tx, actor, id);
  if (!row) return fail("not_found", "There is no such event.");
  const deliveries = await deliveriesOfEvent(tx, actor, id);
  const delivered = new Set(deliveries.map((delivery) => delivery.subscriptionId));
  const { skips, more } = await skipsOfEvent(tx, actor, { event: row, delivered });
  return succeed({
    ...toEvent(row),
    deliveries: deliveries.map(({ id, subscriptionId, scriptId, state, attempts, priority }) => ({
      id,
      subscriptionId,
      scriptId,
      state,
      attempts,
      priority,
    })),
    skipped: skips.map(({ why: _, ...skip }) => skip),
    moreSkipped: more > 0 ? more : undefined,
  });
}

/** One look at an index for each event shown: as `exists` the planner would read both tables whole. */
export const eventStatus: SQL<EventStatus> = sql`case
  when (select true from unrouted_events u where u.event_id = ${events.id}) then 'unrouted'
  when (select true from event_skips s where s.tenant_id = ${events.tenantId} and s.event_id = ${events.id}
    and s.subscription_id is null limit 1) then 'no_subscriber'
  else 'routed'
end`;

/** Starts from the short list where there is one, so that a rare status is found without reading every event. */
function hasStatus(actor: Actor, wanted: EventStatus): SQL {
  const unrouted = sql`(select u.event_id from unrouted_events u where u.tenant_id = ${actor.tenantId})`;
  const unheard = sql`(
    select s.event_id from event_skips s where s.tenant_id = ${actor.tenantId} and s.subscription_id is null)`;
  if (wanted === "unrouted") return sql`${events.id} in ${unrouted}`;
  if (wanted === "no_subscriber") return sql`${events.id} in ${unheard}`;
  return sql`${eventStatus} = 'routed'`;
}

function selectEvents(tx: Tx) {
  const columns = {
    id: events.id,
    tenantId: events.tenantId,
    seq: events.seq,
    type: events.type,
    source: events.source,
    externalId: events.externalId,
    subject: events.subject,
    time: events.time,
    receivedAt: events.receivedAt,
    correlationId: events.correlationId,
    causationId: events.causationId,
    hop: events.hop,
    path: events.path,
    replayOf: events.replayOf,
    traceparent: events.traceparent,
    extensions: events.extensions,
    data: events.data,
    status: eventStatus,
  };
  return tx.select(columns).from(events).$dynamic();
}

export function toEvent(row: EventRow) {
  return {
    id: row.id,
    type: row.type,
    source: row.source,
    externalId: row.externalId ?? undefined,
    subject: row.subject ?? undefined,
    time: row.time.toISOString(),
    receivedAt: row.receivedAt.toISOString(),
    correlationId: row.correlationId,
    causationId: row.causationId ?? undefined,
    hop: row.hop,
    replayOf: row.replayOf ?? undefined,
    traceparent: row.traceparent ?? undefined,
    extensions: row.extensions ?? undefined,
    status: row.status,
    data: new JsonText(row.data),
  };
}
