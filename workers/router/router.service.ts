// Event → deliveries: takes what is due, asks lib who receives it, writes the fan-out. Exactly once for each event.
import type { Logger } from "pino";
import type { Sql } from "#db/client.ts";
import type { RoutedEvent } from "#db/repositories/fan-out.ts";
import { type DueEvent, type RoutingTx, routeInTransaction } from "#db/repositories/routing.ts";
import type { ClaimedDelivery } from "#lib/deliveries/claimed-delivery.ts";
import { routeEvent } from "#lib/subscriptions/route-event.ts";
import type { Leasing } from "#workers/executor/leasing.ts";
import { createService, type Service } from "#workers/service.ts";
import { createRegistry, type FindMatches, type Registry } from "./registry.ts";

export type RouterOptions = {
  sql: Sql;
  log: Logger;
  /** The executor of this worker: what it can start at once is leased to it on the way. */
  leasing: Leasing;
  /** Called after a fan-out that left deliveries in the buffer. */
  onBuffered: () => void;
};

type Batch = { events: number; buffered: number; leased: ClaimedDelivery[] };

const batchSize = 500;
/** One transaction writes about this many: a tenant whose events have hundreds of receivers delays no other's. */
const maxDeliveries = 10_000;
const smallestBatch = 50;
/** NOTIFY is only a hint; this is how long an event waits when the hint is lost. */
const pollMs = 1_000;
/** A full executor is given this long to make room, so that events take the short way; then they take the long one. */
const roomRestMs = 50;

export function createRouter({ sql, log, leasing, onBuffered }: RouterOptions): Service {
  const registry = createRegistry();
  let hasRested = false;
  const step = async () => {
    const room = leasing.room();
    hasRested = room < smallestBatch && !hasRested;
    if (hasRested) {
      leasing.wantRoom();
      return roomRestMs;
    }
    const limit = room < smallestBatch ? batchSize : Math.min(room, batchSize);
    const { events, buffered, leased } = await routeLeasing(limit);
    if (leased.length > 0) await leasing.accept(leased);
    if (buffered > 0) onBuffered();
    return events > 0 ? 0 : pollMs;
  };
  const routeLeasing = async (limit: number): Promise<Batch> => {
    try {
      return await routeInTransaction(sql, (tx) => routeBatch({ tx, registry, leasing, limit }));
    } catch (error) {
      leasing.doubt();
      registry.clear();
      throw error;
    }
  };
  return createService({ name: "router", log, step });
}

type BatchInput = { tx: RoutingTx; registry: Registry; leasing: Leasing; limit: number };

async function routeBatch({ tx, registry, leasing, limit }: BatchInput): Promise<Batch> {
  const events = await tx.takeDue(limit);
  const findMatches = registry.openBatch(tx);
  const routed: RoutedEvent[] = [];
  let deliveries = 0;
  for (const event of events) {
    if (deliveries >= maxDeliveries) break;
    const one = await routeOne(findMatches, event);
    deliveries += one.route.deliveries.length;
    routed.push(one);
  }
  const leased = routed.length > 0 ? await tx.fanOut(routed, leasing.offer()) : [];
  const rest = events.slice(routed.length);
  if (rest.length > 0) await tx.putBack(rest);
  return { events: routed.length, buffered: deliveries - leased.length, leased };
}

async function routeOne(findMatches: FindMatches, event: DueEvent): Promise<RoutedEvent> {
  const data = lazyJson(event.dataJson);
  const matched = await findMatches(event, data);
  return { event, route: routeEvent(event, matched, data) };
}

/** Parses once, and only for a filter or an ordering key. */
function lazyJson(json: string): () => unknown {
  let parsed: { value: unknown } | undefined;
  return () => {
    parsed ??= { value: JSON.parse(json) };
    return parsed.value;
  };
}
