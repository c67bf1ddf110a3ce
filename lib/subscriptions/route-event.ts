// The router's decision for one event: who gets a delivery, who is skipped and why, and in which order they start.
import type { OrderingKey } from "#lib/subscriptions/ordering-key.ts";

/** A subscription as the router holds it, once it is known that it matches. */
export type RoutedSubscription = {
  id: string;
  scriptId: string;
  /** Why the stored filter cannot be evaluated: the subscription is skipped, and says so. */
  brokenFilter?: string;
  priority: number;
  maxAttempts: number;
  orderingKey: OrderingKey | null;
  onLoop: "avoid" | "allow";
  active: boolean;
};

export type RoutableEvent = {
  id: string;
  tenantId: string;
  seq: number;
  type: string;
  source: string;
  subject: string | null;
  time: Date;
  hop: number;
  /** Subscriptions this chain has passed through. */
  path: readonly string[];
  replayOf: string | null;
  dataJson: string;
};

export type RoutedDelivery = {
  subscriptionId: string;
  scriptId: string;
  state: "ready" | "waiting";
  priority: number;
  maxAttempts: number;
  orderingKey: string | null;
  gated: boolean;
};

export type SkipReason = "inactive" | "loop" | "invalid_filter" | "no_subscriber";
export type RoutedSkip = {
  subscriptionId: string | null;
  reason: SkipReason;
  detail: string | null;
};

export type Route = {
  deliveries: RoutedDelivery[];
  skips: RoutedSkip[];
  /** Only when there is more than one priority. */
  gate: { openPriority: number; remaining: number } | null;
};

/** Routes one event to the tenant's subscriptions that match it (any order). `data` is its payload, parsed when asked for. */
export function routeEvent(
  event: RoutableEvent,
  matched: readonly RoutedSubscription[],
  data: () => unknown,
): Route {
  const skips: RoutedSkip[] = [];
  const receivers: RoutedSubscription[] = [];
  for (const subscription of matched) {
    const skip = skipFor(subscription, event);
    if (skip) skips.push(skip);
    else receivers.push(subscription);
  }
  if (matched.length === 0)
    skips.push({ subscriptionId: null, reason: "no_subscriber", detail: null });
  return { ...openInOrder(receivers, data), skips };
}

function skipFor(subscription: RoutedSubscription, event: RoutableEvent): RoutedSkip | null {
  const { id } = subscription;
  if (!subscription.active) {
    return { subscriptionId: id, reason: "inactive", detail: "The subscription is switched off" };
  }
  if (subscription.brokenFilter !== undefined) {
    return { subscriptionId: id, reason: "invalid_filter", detail: subscription.brokenFilter };
  }
  if (subscription.onLoop === "avoid" && event.path.includes(id)) {
    const detail = "The chain that led to this event has already passed through this subscription";
    return { subscriptionId: id, reason: "loop", detail };
  }
  return null;
}

/** The lowest priority starts at once; the others wait for its first attempts. */
function openInOrder(receivers: readonly RoutedSubscription[], data: () => unknown) {
  const openPriority = Math.min(...receivers.map(({ priority }) => priority));
  const gated = receivers.some(({ priority }) => priority !== openPriority);
  const deliveries = receivers.map((subscription): RoutedDelivery => {
    const isOpen = subscription.priority === openPriority;
    return {
      subscriptionId: subscription.id,
      scriptId: subscription.scriptId,
      state: isOpen ? "ready" : "waiting",
      priority: subscription.priority,
      maxAttempts: subscription.maxAttempts,
      orderingKey: subscription.orderingKey?.(data()) ?? null,
      gated,
    };
  });
  const remaining = deliveries.filter(({ state }) => state === "ready").length;
  return { deliveries, gate: gated ? { openPriority, remaining } : null };
}
