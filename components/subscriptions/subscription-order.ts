// How the subscriptions of one script are listed, and which of them wake it twice for one event.
import { patternsOverlap } from "#lib/subscriptions/patterns.ts";
import type { Subscription } from "#lib/subscriptions/subscription-schema.ts";

export type ListedSubscription = {
  subscription: Subscription;
  /** The patterns of other active subscriptions of this script that match some of the same events. */
  overlaps: string[];
};

type Facts = Pick<Subscription, "id" | "eventType" | "priority" | "active">;

/** By event type, then in the order they run. */
export function listInOrder(subscriptions: readonly Subscription[]): ListedSubscription[] {
  return [...subscriptions]
    .sort(compare)
    .map((subscription) => ({ subscription, overlaps: overlapsOf(subscription, subscriptions) }));
}

function compare(a: Facts, b: Facts): number {
  if (a.eventType !== b.eventType) return a.eventType < b.eventType ? -1 : 1;
  if (a.priority !== b.priority) return a.priority - b.priority;
  return a.id < b.id ? -1 : 1;
}

function overlapsOf(one: Facts, all: readonly Facts[]): string[] {
  if (!one.active) return [];
  const others = all.filter(
    ({ id, eventType, active }) =>
      id !== one.id && active && patternsOverlap(eventType, one.eventType),
  );
  return [...new Set(others.map(({ eventType }) => eventType))];
}
