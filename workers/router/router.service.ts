// Event → deliveries: takes what is due, asks lib who receives it, writes the fan-out. Exactly once for each event.
// Two lanes: tenants whose filters take long go by one of their own, so that they hold up nobody else.
import type { Logger } from "pino";
import type { Sql } from "#db/client.ts";
import { noOffer } from "#db/repositories/fan-out.ts";
import { routeInTransaction } from "#db/repositories/routing.ts";
import type { Leasing } from "#workers/executor/leasing.ts";
import { createService, type Service } from "#workers/service.ts";
import { quickPace, slowPace } from "./pace.ts";
import { createRegistry } from "./registry.ts";
import { type Batch, type BatchInput, routeBatch } from "./route-batch.ts";
import { createSlowTenants, type SlowTenants } from "./slow-tenants.ts";

export type RouterOptions = {
  sql: Sql;
  log: Logger;
  /** The executor of this worker: what it can start at once is leased to it on the way. */
  leasing: Leasing;
  /** Called after a fan-out that left deliveries in the buffer. */
  onBuffered: () => void;
};

const batchSize = 500;
const smallestBatch = 50;
/** NOTIFY is only a hint; this is how long an event waits when the hint is lost. */
const pollMs = 1_000;
/** Of the slow lane's registry; see there. */
const slowWeight = 20_000;
/** A full executor is given this long to make room, so that events take the short way; then they take the long one. */
const roomRestMs = 50;

export function createRouter(options: RouterOptions): Service {
  const slow = createSlowTenants();
  const slowLane = createSlowLane(options, slow);
  const onSlow = (tenantId: string) => {
    options.log.warn({ tenantId }, "filters take long: the tenant's events are routed apart");
    slow.add(tenantId);
    slowLane.wake();
  };
  const lanes = [createQuickLane(options, { slow, onSlow }), slowLane];
  return {
    name: "router",
    start: () => lanes.forEach((lane) => void lane.start()),
    wake: () => lanes.forEach((lane) => void lane.wake()),
    stop: async () => void (await Promise.all(lanes.map((lane) => lane.stop()))),
  };
}

type Slow = { slow: SlowTenants; onSlow: (tenantId: string) => void };

function createQuickLane(options: RouterOptions, { slow, onSlow }: Slow): Service {
  const { leasing, log, onBuffered } = options;
  const registry = createRegistry();
  const route = createRoute(options, { registry, createPace: quickPace, offer: leasing.offer });
  let hasRested = false;
  const step = async () => {
    const room = leasing.room();
    hasRested = room < smallestBatch && !hasRested;
    if (hasRested) {
      leasing.wantRoom();
      return roomRestMs;
    }
    const limit = room < smallestBatch ? batchSize : Math.min(room, batchSize);
    const { events, buffered, leased, tooSlow } = await route({
      limit,
      tenants: { except: slow.list() },
    });
    if (leased.length > 0) await leasing.accept(leased);
    if (buffered > 0) onBuffered();
    for (const tenantId of tooSlow) {
      registry.forget(tenantId);
      onSlow(tenantId);
    }
    return events > 0 || tooSlow.size > 0 ? 0 : pollMs;
  };
  return createService({ name: "router", log, step });
}

/** One tenant at a time, with a memory of its own: its matching may take minutes. */
function createSlowLane(options: RouterOptions, slow: SlowTenants): Service {
  const { log, onBuffered } = options;
  const registry = createRegistry({ maxWeight: slowWeight });
  const stopping = new AbortController();
  const createPace = () => slowPace(stopping.signal);
  const route = createRoute(options, { registry, createPace, offer: () => noOffer });
  const takeTurn = async (tenantId: string) => {
    const { events, buffered } = await route({ limit: batchSize, tenants: { only: [tenantId] } });
    if (buffered > 0) onBuffered();
    return events;
  };
  const step = async () => {
    let events = 0;
    for (const tenantId of slow.list()) {
      if (!stopping.signal.aborted) events += await takeTurn(tenantId);
    }
    return events > 0 ? 0 : pollMs;
  };
  const lane = createService({ name: "router of slow filters", log, step });
  const stop = () => {
    stopping.abort();
    return lane.stop();
  };
  return { ...lane, stop };
}

type Lane = Pick<BatchInput, "registry" | "createPace" | "offer">;
type Turn = Pick<BatchInput, "limit" | "tenants">;

function createRoute({ sql, leasing }: RouterOptions, lane: Lane): (turn: Turn) => Promise<Batch> {
  return async (turn) => {
    try {
      return await routeInTransaction(sql, (tx) => routeBatch({ tx, ...lane, ...turn }));
    } catch (error) {
      leasing.doubt();
      lane.registry.clear();
      throw error;
    }
  };
}
