// Why subscriptions got no delivery of an event: the skips that the router stored, and the filter misses, which are
// computed when somebody looks (decision 10).
import { and, eq, isNotNull, lt } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { eventSkips } from "#db/schema/events.ts";
import { subscriptions } from "#db/schema/scripts.ts";
import { patternMatches } from "#lib/events/event-type.ts";
import type { EventStatus, Skip } from "#lib/events/event-view.ts";
import { compileFilter } from "#lib/filters/compile-filter.ts";
import { type StoredEnvelope, toFilterEnvelope } from "#lib/filters/to-filter-envelope.ts";
import type { Actor } from "#lib/tenancy/actor.ts";

type LookedAt = StoredEnvelope & {
  id: string;
  receivedAt: Date;
  status: EventStatus;
  data: string;
};

type Looked = { event: LookedAt; delivered: ReadonlySet<string> };

export async function skipsOfEvent(tx: Tx, actor: Actor, looked: Looked): Promise<Skip[]> {
  const { event } = looked;
  if (event.status === "unrouted") return [];
  const stored = await tx
    .select({
      subscriptionId: eventSkips.subscriptionId,
      reason: eventSkips.reason,
      detail: eventSkips.detail,
    })
    .from(eventSkips)
    .where(
      and(
        eq(eventSkips.tenantId, actor.tenantId),
        eq(eventSkips.eventId, event.id),
        isNotNull(eventSkips.subscriptionId),
      ),
    );
  // An edited replay goes to one subscription; the others were never asked.
  if (event.replayOf !== null) return stored;
  const told = new Set([...looked.delivered, ...stored.map((skip) => skip.subscriptionId ?? "")]);
  return [...stored, ...(await filterMisses(tx, actor, { event, delivered: told }))];
}

/** Of the subscriptions that existed when the event came in; judged by the filter they have now. */
async function filterMisses(tx: Tx, actor: Actor, { event, delivered }: Looked): Promise<Skip[]> {
  const candidates = await tx
    .select()
    .from(subscriptions)
    .where(
      and(
        eq(subscriptions.tenantId, actor.tenantId),
        isNotNull(subscriptions.filter),
        lt(subscriptions.createdAt, event.receivedAt),
      ),
    );
  const data: unknown = JSON.parse(event.data);
  return candidates
    .filter(({ id, eventType }) => !delivered.has(id) && patternMatches(eventType, event.type))
    .filter(({ filter }) => filter !== null && !passes(filter, data, event))
    .map(({ id, filter }) => ({
      subscriptionId: id,
      reason: "filter",
      detail: `The filter is not true for this event: ${filter}`,
    }));
}

function passes(source: string, data: unknown, event: StoredEnvelope): boolean {
  const compiled = compileFilter(source);
  return compiled.ok && compiled.filter.matches(data, toFilterEnvelope(event));
}
