// One event as its page tells it: its facts, and what may still change about it.
import { sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import type {
  EventCause,
  EventFacts,
  EventSkips,
  EventStory,
  FilterReason,
  SkippedSubscription,
} from "#lib/events/event-story.ts";
import type { Skip } from "#lib/events/event-view.ts";
import { fail, type Result, succeed } from "#lib/shared/failure.ts";
import type { Actor } from "#lib/tenancy/actor.ts";
import { deliveriesOfEvent } from "./deliveries.ts";
import { readChain } from "./event-chain.ts";
import { readReactions } from "./event-reactions.ts";
import { skipsOfEvent } from "./event-skips.ts";
import { type EventRow, findEventHead, findEventRow } from "./events-read.ts";
import { noOutcomes, readOutcomes } from "./listed-events.ts";
import { explainStored, readFilters } from "./stored-filters.ts";

const noSuchEvent = fail("not_found", "There is no such event.");
/** The list of deliveries has the others. */
const mostReactions = 200;

export async function readEventFacts(
  tx: Tx,
  actor: Actor,
  id: string,
): Promise<Result<EventFacts>> {
  const row = await findEventRow(tx, actor, id);
  if (!row) return noSuchEvent;
  const { externalId, subject, replayOf, traceparent, extensions, data } = row;
  return succeed({
    id: row.id,
    type: row.type,
    source: row.source,
    externalId,
    subject,
    time: row.time.toISOString(),
    receivedAt: row.receivedAt.toISOString(),
    correlationId: row.correlationId,
    hop: row.hop,
    replayOf,
    traceparent,
    extensions,
    cause: row.causationId === null ? null : await readCause(tx, actor, row.causationId),
    dataJson: data,
    bytes: Buffer.byteLength(data),
  });
}

export async function readEventStory(
  tx: Tx,
  actor: Actor,
  id: string,
): Promise<Result<EventStory>> {
  const head = await findEventHead(tx, actor, id);
  if (!head) return noSuchEvent;
  const deliveries = await deliveriesOfEvent(tx, actor, id, mostReactions + 1);
  const outcomes = await readOutcomes(tx, actor, [id]);
  const chain = await readChain(tx, actor, head.correlationId);
  return succeed({
    status: head.status,
    outcomes: outcomes.get(id) ?? noOutcomes,
    reactions: await readReactions(tx, actor, deliveries.slice(0, mostReactions)),
    hasMoreReactions: deliveries.length > mostReactions,
    chain: chain.events,
    chainIsCut: chain.isCut,
  });
}

/** Reads the payload and judges the filters of the event's type: once for a page, not again and again. */
export async function readEventSkips(
  tx: Tx,
  actor: Actor,
  id: string,
): Promise<Result<EventSkips>> {
  const row = await findEventRow(tx, actor, id);
  if (!row) return noSuchEvent;
  const deliveries = await deliveriesOfEvent(tx, actor, id);
  const delivered = new Set(deliveries.map((delivery) => delivery.subscriptionId));
  const { skips, more } = await skipsOfEvent(tx, actor, { event: row, delivered });
  return succeed({
    skipped: await nameSkips(tx, actor, skips),
    moreSkipped: more,
    matched: await readMatched(tx, actor, { row, delivered }),
    elsewhere: await countElsewhere(tx, actor, row.type),
  });
}

async function readCause(tx: Tx, actor: Actor, executionId: string): Promise<EventCause> {
  const [found] = await tx.execute<Omit<EventCause, "executionId">>(sql`
    select e.event_id as "eventId", e.script_id as "scriptId", s.name as "scriptName" from executions e
    left join scripts s on s.tenant_id = e.tenant_id and s.id = e.script_id
    where e.tenant_id = ${actor.tenantId} and e.id = ${executionId}`);
  return { executionId, ...(found ?? { eventId: null, scriptId: null, scriptName: null }) };
}

type FoundSkips = Awaited<ReturnType<typeof skipsOfEvent>>["skips"];

async function nameSkips(tx: Tx, actor: Actor, skips: FoundSkips): Promise<SkippedSubscription[]> {
  const named = await nameSubscriptions(tx, actor, skips);
  return skips.flatMap(({ subscriptionId, reason, detail, why = null }) => {
    if (subscriptionId === null) return [];
    const unnamed = { scriptId: null, scriptName: null, eventType: null };
    return [{ subscriptionId, reason, detail, why, ...(named.get(subscriptionId) ?? unnamed) }];
  });
}

/** Of the deliveries that the story tells. An edited replay goes to its subscription without asking the filter. */
async function readMatched(
  tx: Tx,
  actor: Actor,
  { row, delivered }: { row: EventRow; delivered: ReadonlySet<string> },
): Promise<Record<string, FilterReason>> {
  const ids = [...delivered].slice(0, mostReactions);
  if (ids.length === 0 || row.replayOf !== null) return {};
  return Object.fromEntries(explainStored(await readFilters(tx, actor, ids), row));
}

type Named = Pick<SkippedSubscription, "scriptId" | "scriptName" | "eventType">;

async function nameSubscriptions(
  tx: Tx,
  actor: Actor,
  skips: readonly Skip[],
): Promise<Map<string, Named>> {
  const ids = skips.flatMap(({ subscriptionId }) => (subscriptionId ? [subscriptionId] : []));
  if (ids.length === 0) return new Map();
  const rows = await tx.execute<Named & { id: string }>(sql`
    select b.id, b.event_type as "eventType", b.script_id as "scriptId", s.name as "scriptName"
    from subscriptions b join scripts s on s.tenant_id = b.tenant_id and s.id = b.script_id
    where b.tenant_id = ${actor.tenantId} and b.id = any(${sql.param(ids)}::uuid[])`);
  return new Map(rows.map(({ id, ...named }) => [id, named]));
}

/** As `patternMatches` (lib/events/event-type.ts), counted where the subscriptions are. */
async function countElsewhere(tx: Tx, actor: Actor, type: string): Promise<number> {
  const [row] = await tx.execute<{ count: number }>(sql`
    select count(*)::int as count from subscriptions
    where tenant_id = ${actor.tenantId} and event_type <> '*' and event_type <> ${type}
      and not (event_type like '%.*' and starts_with(${type}, left(event_type, -1)))`);
  return row?.count ?? 0;
}
