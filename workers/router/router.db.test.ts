// Routers as services on one database: what each tenant may do to the others, and what two routers may do to one event.
import { pino } from "pino";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { openHotSql, openSql, type Sql } from "#db/client.ts";
import { createEventStore, type EventStore } from "#db/repositories/event-store.ts";
import { noOffer } from "#db/repositories/fan-out.ts";
import { createLine, type Line } from "#db/testing/buffer.ts";
import { eventually } from "#db/testing/eventually.ts";
import { createTestDatabase, type TestDatabase } from "#db/testing/test-database.ts";
import { incomingEvent } from "#lib/events/testing/incoming.ts";
import type { Leasing } from "#workers/executor/leasing.ts";
import type { Service } from "#workers/service.ts";
import { createRouter } from "./router.service.ts";

let database: TestDatabase;
let hot: Sql;
let app: Sql;
let store: EventStore;
let routers: Service[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  hot = openHotSql(database.workerUrl, { max: 6, applicationName: "router test" });
  app = openSql(database.appUrl, { max: 4, applicationName: "router test door" });
  store = createEventStore(app, () => {
    for (const router of routers) router.wake();
  });
});
afterEach(async () => {
  await Promise.all(routers.map((router) => router.stop()));
  routers = [];
});
afterAll(async () => {
  await Promise.all([hot.end({ timeout: 5 }), app.end({ timeout: 5 })]);
  await database.close();
});

/** An executor that takes nothing on the way. */
const busy: Leasing = {
  room: () => 500,
  wantRoom: () => {},
  offer: () => noOffer,
  accept: async () => {},
  doubt: () => {},
};

function start(count: number): void {
  const log = pino({ level: "silent" });
  routers = Array.from({ length: count }, () =>
    createRouter({ sql: hot, log, leasing: busy, onBuffered: () => {} }),
  );
  for (const router of routers) router.start();
}

async function accept({ tenantId }: Line, payloads: readonly unknown[]): Promise<string[]> {
  const events = payloads.map((data) => incomingEvent({ dataJson: JSON.stringify(data) }));
  return (await store.append(tenantId, events)).map(({ id }) => id);
}

const deliveriesOf = ({ tenantId }: Line) =>
  database.sql`select event_id, ordering_key from deliveries where tenant_id = ${tenantId} order by event_seq`;

test("two routers give every event of many small requests exactly one delivery", async () => {
  start(2);
  const lines = await Promise.all([1, 2, 3].map(() => createLine(database.sql)));
  const requests = lines.flatMap((line) =>
    Array.from({ length: 40 }, () => accept(line, [1, 2, 3])),
  );
  await Promise.all(requests);
  for (const line of lines) {
    const rows = await eventually(
      () => deliveriesOf(line),
      (found) => found.length >= 120,
    );
    expect(new Set(rows.map((row) => row["event_id"])).size).toBe(120);
    expect(rows).toHaveLength(120);
  }
});

test("a long key that would be cut within a character does not stop the router for everybody", async () => {
  start(1);
  const hostile = await createLine(database.sql, { orderingKey: "$.k" });
  const other = await createLine(database.sql);
  await accept(hostile, [{ k: `${"x".repeat(510)}😀😀` }]);
  await accept(other, [1]);
  await eventually(
    () => deliveriesOf(other),
    (rows) => rows.length === 1,
    5_000,
  );
  const [keyed] = await eventually(
    () => deliveriesOf(hostile),
    (rows) => rows.length === 1,
    5_000,
  );
  expect(keyed?.["ordering_key"]).toHaveLength(512);
});

test("a tenant whose events have hundreds of receivers does not hold up another's, and loses none", async () => {
  const wide = await createLine(database.sql);
  await database.sql`
    insert into subscriptions (tenant_id, script_id, event_type, priority, retry_count, backoff, breaker, on_loop, active)
    select tenant_id, script_id, event_type, priority, retry_count, backoff, breaker, on_loop, active
    from subscriptions, generate_series(1, 199) where id = ${wide.subscriptionId}`;
  const version =
    await database.sql`update tenants set subscription_version = subscription_version + 1 where id = ${wide.tenantId}`;
  expect(version.count).toBe(1);
  const ids = await accept(
    wide,
    Array.from({ length: 150 }, (_, n) => n),
  );
  const quiet = await createLine(database.sql);
  await accept(quiet, [1]);
  start(1);
  const rows = await eventually(
    () => deliveriesOf(wide),
    (found) => found.length >= 150 * 200,
  );
  expect(rows).toHaveLength(150 * 200);
  expect([...new Set(rows.map((row) => row["event_id"]))]).toEqual(ids);
  const later = await database.sql`
    select from deliveries where tenant_id = ${wide.tenantId}
      and created_at > (select max(created_at) from deliveries where tenant_id = ${quiet.tenantId})`;
  expect(later.length).toBeGreaterThan(10_000);
  const order = await database.sql<{ seq: number }[]>`
    select event_seq::int as seq from deliveries where subscription_id = ${wide.subscriptionId} order by created_at, id`;
  expect(order.map(({ seq }) => seq)).toEqual(
    order.map(({ seq }) => seq).toSorted((a, b) => a - b),
  );
});

test("a subscription made after the router knew the tenant is seen by the next event", async () => {
  start(2);
  const first = await createLine(database.sql);
  await accept(first, [1]);
  await eventually(
    () => deliveriesOf(first),
    (rows) => rows.length === 1,
  );
  for (let made = 2; made <= 6; made += 1) {
    await createLine(database.sql, { of: first });
    const [eventId] = await accept(first, [made]);
    const rows = await eventually(
      async () => (await deliveriesOf(first)).filter((row) => row["event_id"] === eventId),
      (found) => found.length > 0,
    );
    expect(rows).toHaveLength(made);
  }
});

test("a stored filter that does not parse skips its subscription, says why, and stops nobody else", async () => {
  start(1);
  const broken = await createLine(database.sql, { filter: "$.a = 1" });
  const other = await createLine(database.sql);
  const [eventId] = await accept(broken, [1]);
  await accept(other, [1]);
  await eventually(
    () => deliveriesOf(other),
    (rows) => rows.length === 1,
    5_000,
  );
  const skips = await eventually(
    () => database.sql`select reason, detail from event_skips where event_id = ${eventId ?? ""}`,
    (rows) => rows.length === 1,
    5_000,
  );
  expect(skips[0]).toMatchObject({
    reason: "invalid_filter",
    detail: expect.stringContaining("`=`"),
  });
});

test("an inactive subscription is skipped with its reason where its filter matches, and only there", async () => {
  start(1);
  const line = await createLine(database.sql, { filter: "$.n > 1", active: false });
  await createLine(database.sql, { of: line, filter: "$.n > 0" });
  const [low, high] = await accept(line, [{ n: 1 }, { n: 2 }]);
  await eventually(
    () => deliveriesOf(line),
    (rows) => rows.length === 2,
    5_000,
  );
  const skips = await database.sql`
    select event_id, subscription_id, reason from event_skips where event_id in (${low ?? ""}, ${high ?? ""})`;
  expect(skips).toMatchObject([
    { event_id: high, subscription_id: line.subscriptionId, reason: "inactive" },
  ]);
  expect(skips).toHaveLength(1);
});
