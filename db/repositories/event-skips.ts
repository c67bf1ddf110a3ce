// Why subscriptions got no delivery of an event: the skips that the router stored, and the filter misses, which are
// computed when somebody looks (decision 10). Both are bounded; what is beyond is counted.
import { and, asc, eq, inArray, isNotNull, lt, type SQL, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { eventSkips } from "#db/schema/events.ts";
import { subscriptions } from "#db/schema/scripts.ts";
import type { FilterReason } from "#lib/events/event-story.ts";
import type { EventStatus, Skip } from "#lib/events/event-view.ts";
import type { StoredEnvelope } from "#lib/filters/to-filter-envelope.ts";
import { patternsMatching } from "#lib/subscriptions/patterns.ts";
import type { Actor } from "#lib/tenancy/actor.ts";
import { explainStored } from "./stored-filters.ts";

type LookedAt = StoredEnvelope & {
  id: string;
  receivedAt: Date;
  status: EventStatus;
  data: string;
};

type Looked = { event: LookedAt; delivered: ReadonlySet<string> };

/** `why` is told of a filter. */
type FoundSkip = Skip & { why?: FilterReason | undefined };

/** `more` is how many others there are, or may be: filters beyond the bound were not tried. */
type Skips = { skips: FoundSkip[]; more: number };

const most = 200;

export async function skipsOfEvent(tx: Tx, actor: Actor, looked: Looked): Promise<Skips> {
  const { event } = looked;
  if (event.status === "unrouted") return { skips: [], more: 0 };
  const stored = await storedSkips(tx, actor, event.id);
  // An edited replay goes to one subscription; the others were never asked.
  if (event.replayOf !== null) return stored;
  const misses = await filterMisses(tx, actor, { ...looked, room: most - stored.skips.length });
  return { skips: [...stored.skips, ...misses.skips], more: stored.more + misses.more };
}

async function storedSkips(tx: Tx, actor: Actor, eventId: string): Promise<Skips> {
  const rows = await tx
    .select({
      subscriptionId: eventSkips.subscriptionId,
      reason: eventSkips.reason,
      detail: eventSkips.detail,
      count: sql<number>`count(*) over ()::int`,
    })
    .from(eventSkips)
    .where(isStoredSkip(actor, eventId))
    .limit(most);
  const skips = rows.map(({ count: _, ...skip }) => skip);
  return { skips, more: (rows[0]?.count ?? 0) - rows.length };
}

function isStoredSkip(actor: Actor, eventId: string): SQL | undefined {
  return and(
    eq(eventSkips.tenantId, actor.tenantId),
    eq(eventSkips.eventId, eventId),
    isNotNull(eventSkips.subscriptionId),
  );
}

/** Of the subscriptions that existed when the event came in; judged by the filter they have now. */
async function filterMisses(
  tx: Tx,
  actor: Actor,
  { event, delivered, room }: Looked & { room: number },
): Promise<Skips> {
  const told = tx
    .select({ id: eventSkips.subscriptionId })
    .from(eventSkips)
    .where(isStoredSkip(actor, event.id));
  const rows = await tx
    .select({
      id: subscriptions.id,
      filter: subscriptions.filter,
      updatedAt: subscriptions.updatedAt,
      count: sql<number>`count(*) over ()::int`,
    })
    .from(subscriptions)
    .where(
      and(
        eq(subscriptions.tenantId, actor.tenantId),
        inArray(subscriptions.eventType, patternsMatching(event.type)),
        isNotNull(subscriptions.filter),
        lt(subscriptions.createdAt, event.receivedAt),
        sql`${subscriptions.id} <> all(${sql.param([...delivered])}::uuid[])`,
        sql`${subscriptions.id} not in ${told}`,
      ),
    )
    .orderBy(asc(subscriptions.priority), asc(subscriptions.id))
    .limit(Math.max(1, room));
  const looked = rows.slice(0, room);
  const explained = explainStored(looked, event);
  const skips = looked.flatMap(({ id, filter }) => {
    const why = explained.get(id);
    if (!why || why.matches) return [];
    const detail = `The filter is not true for this event: ${filter}`;
    return [{ subscriptionId: id, reason: "filter", detail, why }];
  });
  return { skips, more: (rows[0]?.count ?? 0) - explained.size };
}
