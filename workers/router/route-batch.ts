// One batch of events through one transaction: takes them, asks who receives each, writes the fan-out. What it has no time
// for goes back to the work list within the same transaction.
import type { LeaseOffer, RoutedEvent } from "#db/repositories/fan-out.ts";
import type { DueEvent, RoutingTx, TenantChoice } from "#db/repositories/routing.ts";
import type { ClaimedDelivery } from "#lib/deliveries/claimed-delivery.ts";
import { routeEvent } from "#lib/subscriptions/route-event.ts";
import { type Pace, TooSlowError } from "./pace.ts";
import type { FindMatches, Registry } from "./registry.ts";

export type Batch = {
  events: number;
  buffered: number;
  leased: ClaimedDelivery[];
  /** Tenants that had no time left for their filters. */
  tooSlow: ReadonlySet<string>;
};

export type BatchInput = {
  tx: RoutingTx;
  registry: Registry;
  tenants: TenantChoice;
  limit: number;
  createPace: () => Pace;
  offer: () => LeaseOffer;
};

/** One transaction writes about this many: a tenant whose events have hundreds of receivers delays no other's. */
const maxDeliveries = 10_000;
/** Then the batch is written, with one event at least: what was routed is not kept waiting by what is dear to route. */
const maxMs = 200;

export async function routeBatch(input: BatchInput): Promise<Batch> {
  const { tx, registry, tenants, limit, createPace, offer } = input;
  const events = await tx.takeDue(limit, tenants);
  const { routed, rest, tooSlow } = await routeInTime(events, registry.openBatch(tx, createPace));
  const deliveries = routed.reduce((sum, { route }) => sum + route.deliveries.length, 0);
  const leased = routed.length > 0 ? await tx.fanOut(routed, offer()) : [];
  if (rest.length > 0) await tx.putBack(rest);
  return { events: routed.length, buffered: deliveries - leased.length, leased, tooSlow };
}

type RoutedInTime = { routed: RoutedEvent[]; rest: DueEvent[]; tooSlow: Set<string> };

async function routeInTime(
  events: readonly DueEvent[],
  findMatches: FindMatches,
): Promise<RoutedInTime> {
  const routed: RoutedEvent[] = [];
  const rest: DueEvent[] = [];
  const tooSlow = new Set<string>();
  const endsAt = performance.now() + maxMs;
  let deliveries = 0;
  for (const event of events) {
    const isOver = deliveries >= maxDeliveries || (routed.length > 0 && performance.now() > endsAt);
    const one = isOver || tooSlow.has(event.tenantId) ? null : await routeOne(findMatches, event);
    if (one === "too slow") tooSlow.add(event.tenantId);
    if (one === null || one === "too slow") {
      rest.push(event);
      continue;
    }
    deliveries += one.route.deliveries.length;
    routed.push(one);
  }
  return { routed, rest, tooSlow };
}

async function routeOne(
  findMatches: FindMatches,
  event: DueEvent,
): Promise<RoutedEvent | "too slow"> {
  const data = lazyJson(event.dataJson);
  try {
    const matched = await findMatches(event, data);
    return { event, route: routeEvent(event, matched, data) };
  } catch (error) {
    if (error instanceof TooSlowError) return "too slow";
    throw error;
  }
}

/** Parses once, and only for a filter or an ordering key. */
function lazyJson(json: string): () => unknown {
  let parsed: { value: unknown } | undefined;
  return () => {
    parsed ??= { value: JSON.parse(json) };
    return parsed.value;
  };
}
