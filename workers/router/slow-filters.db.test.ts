// Filters that take seconds for one event: their tenant waits, nobody else does, and a worker that stops waits for none.
import { pino } from "pino";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { openHotSql, openSql, type Sql } from "#db/client.ts";
import { createEventStore, type EventStore } from "#db/repositories/event-store.ts";
import { noOffer } from "#db/repositories/fan-out.ts";
import { createLine, type Line } from "#db/testing/buffer.ts";
import { eventually } from "#db/testing/eventually.ts";
import { createTestDatabase, type TestDatabase } from "#db/testing/test-database.ts";
import { incomingEvent } from "#lib/events/testing/incoming.ts";
import type { Service } from "#workers/service.ts";
import { createRouter } from "./router.service.ts";

let database: TestDatabase;
let hot: Sql;
let app: Sql;
let store: EventStore;
let router: Service;

beforeAll(async () => {
  database = await createTestDatabase();
  hot = openHotSql(database.workerUrl, { max: 6, applicationName: "slow filters test" });
  app = openSql(database.appUrl, { max: 4, applicationName: "slow filters test door" });
  store = createEventStore(app, () => router?.wake());
});
afterEach(() => router.stop());
afterAll(async () => {
  await Promise.all([hot.end({ timeout: 5 }), app.end({ timeout: 5 })]);
  await database.close();
});

function start(): void {
  router = createRouter({
    sql: hot,
    log: pino({ level: "silent" }),
    leasing: {
      room: () => 500,
      wantRoom: () => {},
      offer: () => noOffer,
      accept: async () => {},
      doubt: () => {},
    },
    onBuffered: () => {},
  });
  router.start();
}

const filters = 200;

/** Each filter takes tens of milliseconds for `dearPayload`, and is true in the end. */
async function createDearLine(): Promise<Line> {
  const line = await createLine(database.sql, { filter: dearFilter(0) });
  for (let n = 1; n < filters; n++) {
    await createLine(database.sql, { of: line, filter: dearFilter(n) });
  }
  return line;
}

function dearFilter(n: number): string {
  const patterns = ["c", "d", "e"].map((letter) => `matches($.t, 'a[ab]{380}[^ab${letter}]')`);
  return `${patterns.join(" || ")} || $.n != ${n + 1_000}`;
}

const dearPayload = {
  n: 1,
  t: Array.from({ length: 950 }, (_, i) => ((i * i * 7) % 11 < 5 ? "a" : "b")).join(""),
};

async function accept({ tenantId }: Line, data: unknown): Promise<string> {
  const [event] = await store.append(tenantId, [incomingEvent({ dataJson: JSON.stringify(data) })]);
  return event?.id ?? "";
}

async function countDeliveries({ tenantId }: Line): Promise<number> {
  const rows = await database.sql`select from deliveries where tenant_id = ${tenantId}`;
  return rows.length;
}

const delivered = (line: Line, count: number) =>
  eventually(
    () => countDeliveries(line),
    (found) => found === count,
    30_000,
  );

test("another tenant's events do not wait for them, and theirs all come", {
  timeout: 60_000,
}, async () => {
  const dear = await createDearLine();
  const quick = await createLine(database.sql);
  start();
  await accept(dear, dearPayload);
  await accept(dear, { n: 2 });
  for (let sent = 1; sent <= 5; sent++) {
    await accept(quick, sent);
    await delivered(quick, sent);
  }
  expect(await countDeliveries(dear)).toBe(0);
  await delivered(dear, 2 * filters);
});

test("a router that stops in the middle of them puts the event back for the next", {
  timeout: 60_000,
}, async () => {
  const dear = await createDearLine();
  const quick = await createLine(database.sql);
  start();
  const eventId = await accept(dear, dearPayload);
  await accept(quick, 1);
  await delivered(quick, 1);
  const asked = performance.now();
  await router.stop();
  expect(performance.now() - asked).toBeLessThan(1_000);
  expect(await countDeliveries(dear)).toBe(0);
  const waiting = await database.sql`select from unrouted_events where event_id = ${eventId}`;
  expect(waiting).toHaveLength(1);
  start();
  await delivered(dear, filters);
});
