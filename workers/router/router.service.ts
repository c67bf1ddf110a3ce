// Event → deliveries: takes what is due, asks lib who receives it, writes the fan-out. Exactly once for each event.
import type { Logger } from "pino";
import type { Sql } from "#db/client.ts";
import {
  type DueEvent,
  type RoutedEvent,
  type RoutingTx,
  routeInTransaction,
} from "#db/repositories/routing.ts";
import { routeEvent } from "#lib/subscriptions/route-event.ts";
import { createService, type Service } from "#workers/service.ts";
import { createRegistry, type Registry } from "./registry.ts";

export type RouterOptions = {
  sql: Sql;
  log: Logger;
  /** Called after a fan-out that made deliveries. */
  onRouted: () => void;
};

const batchSize = 500;
/** NOTIFY is only a hint; this is how long an event waits when the hint is lost. */
const pollMs = 1_000;

export function createRouter({ sql, log, onRouted }: RouterOptions): Service {
  const registry = createRegistry();
  const step = async () => {
    const { events, deliveries } = await routeInTransaction(sql, (tx) => routeBatch(tx, registry));
    if (deliveries > 0) onRouted();
    return events > 0 ? 0 : pollMs;
  };
  return createService({ name: "router", log, step });
}

async function routeBatch(tx: RoutingTx, registry: Registry) {
  const events = await tx.takeDue(batchSize);
  const routed: RoutedEvent[] = [];
  for (const event of events) routed.push(await routeOne(tx, registry, event));
  if (routed.length > 0) await tx.fanOut(routed);
  const deliveries = routed.reduce((sum, { route }) => sum + route.deliveries.length, 0);
  return { events: events.length, deliveries };
}

async function routeOne(tx: RoutingTx, registry: Registry, event: DueEvent): Promise<RoutedEvent> {
  const { tenantId, subscriptionVersion, type } = event;
  const candidates = await registry.candidates(tx, tenantId, subscriptionVersion, type);
  return { event, route: routeEvent(event, candidates) };
}
