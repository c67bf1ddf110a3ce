import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { openHotSql, openSql, type Sql } from "#db/client.ts";
import { createLine, createWorker } from "#db/testing/buffer.ts";
import { createTestDatabase, type TestDatabase } from "#db/testing/test-database.ts";
import type { ClaimedDelivery } from "#lib/deliveries/claimed-delivery.ts";
import type { RoutedDelivery } from "#lib/subscriptions/route-event.ts";
import { createEventStore } from "./event-store.ts";
import { routeInTransaction } from "./routing.ts";

let database: TestDatabase;
let hot: Sql;
let app: Sql;

beforeAll(async () => {
  database = await createTestDatabase();
  hot = openHotSql(database.workerUrl, { max: 4, applicationName: "fan-out test" });
  app = openSql(database.appUrl, { max: 2, applicationName: "fan-out test door" });
});
afterEach(() => database.sql`truncate unrouted_events, deliveries`);
afterAll(async () => {
  await Promise.all([hot.end({ timeout: 5 }), app.end({ timeout: 5 })]);
  await database.close();
});

type Line = Awaited<ReturnType<typeof createLine>>;

async function acceptOne({ tenantId }: Line): Promise<string> {
  const event = {
    type: "a.b",
    source: "shop",
    externalId: "e1",
    subject: "s",
    time: "2026-01-02T03:04:05.000Z",
    traceparent: null,
    extensions: { region: "eu" },
    dataJson: '{"n":9007199254740993}',
  };
  const [stored] = await createEventStore(app, () => {}).append(tenantId, [event]);
  return stored?.id ?? "";
}

function deliveryOf(line: Line, fields: Partial<RoutedDelivery> = {}): RoutedDelivery {
  const { subscriptionId, scriptId } = line;
  const defaults = {
    state: "ready",
    priority: 100,
    maxAttempts: 4,
    orderingKey: null,
    gated: false,
  } as const;
  return { ...defaults, subscriptionId, scriptId, ...fields };
}

/** Routes what is due to `deliveries`, offered to a worker that takes everything. */
function routeLeasing(workerId: string, deliveries: RoutedDelivery[]): Promise<ClaimedDelivery[]> {
  return routeInTransaction(hot, async (tx) => {
    const events = await tx.takeDue(10);
    const routed = events.map((event) => ({ event, route: { deliveries, skips: [], gate: null } }));
    return tx.fanOut(routed, { workerId, take: () => true });
  });
}

test("a delivery its worker can start at once is inserted leased, with all a run needs", async () => {
  const line = await createLine(database.sql);
  const workerId = await createWorker(hot);
  const eventId = await acceptOne(line);
  const [leased] = await routeLeasing(workerId, [deliveryOf(line)]);
  const [row] = await database.sql`select * from deliveries`;
  expect(row).toMatchObject({ state: "running", worker_id: workerId, event_id: eventId });
  expect(leased).toMatchObject({
    id: row?.["id"],
    executionId: row?.["execution_id"],
    idempotencyKey: row?.["idempotency_key"],
    tenantId: line.tenantId,
    subscriptionId: line.subscriptionId,
    scriptId: line.scriptId,
    version: 1,
    attempts: 0,
    maxAttempts: 4,
    event: {
      id: eventId,
      type: "a.b",
      source: "shop",
      externalId: "e1",
      subject: "s",
      time: new Date("2026-01-02T03:04:05Z"),
      correlationId: eventId,
      hop: 0,
      extensions: { region: "eu" },
      dataJson: '{"n":9007199254740993}',
    },
  });
  expect(leased?.executionId).not.toBeNull();
});

test("deliveries that wait, or have an ordering key, are left to the claim", async () => {
  const line = await createLine(database.sql);
  await acceptOne(line);
  const waiting = deliveryOf(line, { state: "waiting" });
  const keyed = deliveryOf(line, { orderingKey: '"k"' });
  expect(await routeLeasing(await createWorker(hot), [waiting, keyed])).toEqual([]);
  const states = await database.sql`select state, execution_id from deliveries order by state`;
  expect(states).toEqual([
    { state: "ready", execution_id: null },
    { state: "waiting", execution_id: null },
  ]);
});

test("a delivery of a subscription that was just deleted is not leased", async () => {
  const line = await createLine(database.sql);
  await acceptOne(line);
  await database.sql`delete from subscriptions where id = ${line.subscriptionId}`;
  expect(await routeLeasing(await createWorker(hot), [deliveryOf(line)])).toEqual([]);
  const [row] = await database.sql`select state from deliveries`;
  expect(row).toEqual({ state: "ready" });
});

test("a fan-out that rolls back leases nothing", async () => {
  const line = await createLine(database.sql);
  await acceptOne(line);
  const workerId = await createWorker(hot);
  const failing = routeInTransaction(hot, async (tx) => {
    const [event] = await tx.takeDue(1);
    if (!event) throw new Error("nothing due");
    const route = { deliveries: [deliveryOf(line)], skips: [], gate: null };
    await tx.fanOut([{ event, route }], { workerId, take: () => true });
    throw new Error("on purpose");
  });
  await expect(failing).rejects.toThrow("on purpose");
  expect(await database.sql`select from deliveries`).toHaveLength(0);
  expect(await database.sql`select from unrouted_events`).toHaveLength(1);
});
