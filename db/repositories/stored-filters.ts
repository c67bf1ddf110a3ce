// What stored filters say about one event: for each the value of its parts, within what a page can hold.
import { and, eq, inArray, isNotNull } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { subscriptions } from "#db/schema/scripts.ts";
import type { FilterReason } from "#lib/events/event-story.ts";
import { compileFilter } from "#lib/filters/compile-filter.ts";
import { explainFilter } from "#lib/filters/explain-filter.ts";
import { type StoredEnvelope, toFilterEnvelope } from "#lib/filters/to-filter-envelope.ts";
import type { Actor } from "#lib/tenancy/actor.ts";

type StoredFilter = { id: string; filter: string | null; updatedAt: Date };
type ExplainedEvent = StoredEnvelope & { receivedAt: Date; data: string };

/** Characters of all explanations of one answer; what comes after them is told without its parts. */
const room = 400_000;

/** Those of these subscriptions that are still there and have a filter. */
export function readFilters(tx: Tx, actor: Actor, ids: readonly string[]): Promise<StoredFilter[]> {
  const { id, tenantId, filter, updatedAt } = subscriptions;
  return tx
    .select({ id, filter, updatedAt })
    .from(subscriptions)
    .where(and(eq(tenantId, actor.tenantId), inArray(id, [...ids]), isNotNull(filter)));
}

/** Large payloads make filters slow, and nothing else happens in this process meanwhile. */
const patienceMs = 300;

/** By id; left out are subscriptions without a filter, and those that `maxMs` had no time for. */
export function explainStored(
  stored: readonly StoredFilter[],
  event: ExplainedEvent,
  maxMs = patienceMs,
): Map<string, FilterReason> {
  const endsAt = performance.now() + maxMs;
  const data: unknown = JSON.parse(event.data);
  const envelope = toFilterEnvelope(event);
  let left = room;
  const reasons = stored.flatMap(({ id, filter, updatedAt }): [string, FilterReason][] => {
    if (filter === null || performance.now() >= endsAt) return [];
    const reason = { filter, isChanged: updatedAt > event.receivedAt };
    const compiled = compileFilter(filter);
    if (!compiled.ok) return [[id, { ...reason, matches: false, explanation: null }]];
    const explanation = explainFilter(compiled.filter, data, envelope);
    left -= JSON.stringify(explanation).length;
    const { matches } = explanation;
    return [[id, { ...reason, matches, explanation: left < 0 ? null : explanation }]];
  });
  return new Map(reasons);
}
