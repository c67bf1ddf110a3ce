import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { openSql, type Sql } from "#db/client.ts";
import { createTenant } from "#db/testing/fixtures.ts";
import { createTestDatabase, type TestDatabase } from "#db/testing/test-database.ts";
import type { IncomingEvent } from "#lib/events/event-input.ts";
import { incomingEvent } from "#lib/events/testing/incoming.ts";
import { createEventStore, type EventStore } from "./event-store.ts";

let database: TestDatabase;
let app: Sql;
let store: EventStore;
let hints = 0;

beforeAll(async () => {
  database = await createTestDatabase();
  app = openSql(database.appUrl, { max: 20, applicationName: "event store test" });
  store = createEventStore(app, () => {
    hints += 1;
  });
});
afterEach(() => {
  hints = 0;
});
afterAll(async () => {
  await app.end({ timeout: 5 });
  await database.close();
});

const event = (fields: Partial<IncomingEvent> = {}) => incomingEvent({ source: "shop", ...fields });

async function stored(tenantId: string) {
  return database.sql`
    select e.*, e.data::text as text, u.seq as queued_seq, u.due_at <= now() as due
    from events e left join unrouted_events u on u.event_id = e.id
    where e.tenant_id = ${tenantId} order by e.seq`;
}

describe("an event", () => {
  test("is stored once with its envelope, queued for the router, and announced", async () => {
    const { id: tenantId } = await createTenant(database.sql);
    const fields = {
      type: "shop.order.paid",
      externalId: "1",
      subject: "s",
      time: "2020-01-02T03:04:05.678Z",
      traceparent: "00-1",
      extensions: { shard: "7" },
    };
    const [answer] = await store.append(tenantId, [event(fields)]);
    const [row, ...others] = await stored(tenantId);
    expect(answer).toEqual({ id: row?.["id"], duplicate: false });
    expect(others).toEqual([]);
    expect(row).toMatchObject({
      type: "shop.order.paid",
      source: "shop",
      external_id: "1",
      subject: "s",
      time: new Date("2020-01-02T03:04:05.678Z"),
      traceparent: "00-1",
      extensions: { shard: "7" },
      correlation_id: row?.["id"],
      causation_id: null,
      hop: 0,
      path: [],
      replay_of: null,
      due: true,
    });
    expect(row?.["queued_seq"]).toBe(row?.["seq"]);
    expect(hints).toBe(1);
  });

  test.each([
    '{"n":9007199254740993,"d":1.10,"e":1E5,"neg":-0}',
    '{ "b" : 1,\n "a":[ ] , "b":2 }',
    '["\\u00e9","\\/","é","\\ud83d\\ude00"]',
    "123456789012345678901234567890",
    "null",
    "false",
    `{"deep":${"[".repeat(31)}${"]".repeat(31)}}`,
  ])("keeps its payload as it was sent: %s", async (dataJson) => {
    const { id: tenantId } = await createTenant(database.sql);
    await store.append(tenantId, [event({ dataJson })]);
    expect((await stored(tenantId))[0]?.["text"]).toBe(dataJson);
  });

  test("whose payload is one string keeps its value", async () => {
    const { id: tenantId } = await createTenant(database.sql);
    const dataJson = '"a\\u00e9\\/\\ud83d\\ude00\\n\\"\\\\"';
    await store.append(tenantId, [event({ dataJson })]);
    expect(JSON.parse((await stored(tenantId))[0]?.["text"])).toBe(JSON.parse(dataJson));
  });

  test("with the longest names in the widest characters fits", async () => {
    const { id: tenantId } = await createTenant(database.sql);
    const wide = (length: number) =>
      Array.from({ length }, (_, n) => String.fromCharCode(0x4e00 + ((n * 7919) % 20_000))).join(
        "",
      );
    const fields = { source: wide(512), externalId: wide(256), subject: wide(512) };
    const [first] = await store.append(tenantId, [event(fields)]);
    const [again] = await store.append(tenantId, [event(fields)]);
    expect(again).toEqual({ id: first?.id, duplicate: true });
  });
});

describe("a batch", () => {
  test("is stored in its order, and its ids rise with it", async () => {
    const { id: tenantId } = await createTenant(database.sql);
    const events = Array.from({ length: 300 }, (_, n) =>
      event({ dataJson: String(n), externalId: n % 2 ? null : `k${300 - n}` }),
    );
    const answers = await store.append(tenantId, events);
    const rows = await stored(tenantId);
    expect(rows.map((row) => row["text"])).toEqual(events.map(({ dataJson }) => dataJson));
    expect(rows.map((row) => row["id"])).toEqual(answers.map(({ id }) => id));
    expect(answers.map(({ id }) => id).toSorted()).toEqual(answers.map(({ id }) => id));
  });

  test("that cannot be stored as a whole is not stored in part", async () => {
    const { id: tenantId } = await createTenant(database.sql);
    const batch = [event({ externalId: "1" }), event({ time: "no time" })];
    await expect(store.append(tenantId, batch)).rejects.toThrow();
    expect(await stored(tenantId)).toEqual([]);
    expect(await database.sql`select from event_keys where tenant_id = ${tenantId}`).toEqual([]);
    expect(hints).toBe(0);
  });

  test("with the same key twice stores the first", async () => {
    const { id: tenantId } = await createTenant(database.sql);
    const twice = [1, 2, 3].map((n) => event({ externalId: "k", dataJson: String(n) }));
    const answers = await store.append(tenantId, twice);
    expect(answers.map(({ duplicate }) => duplicate)).toEqual([false, true, true]);
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
    expect((await stored(tenantId)).map((row) => row["text"])).toEqual(["1"]);
  });
});

describe("the same source and id", () => {
  test("are accepted once, whatever they hold, and known ones announce nothing", async () => {
    const { id: tenantId } = await createTenant(database.sql);
    const [first] = await store.append(tenantId, [event({ externalId: "k" })]);
    hints = 0;
    const again = event({ externalId: "k", type: "c.d", dataJson: "2" });
    expect(await store.append(tenantId, [again])).toEqual([{ id: first?.id, duplicate: true }]);
    expect(await stored(tenantId)).toHaveLength(1);
    expect(hints).toBe(0);
  });

  test("of another source, with another id, without one, or of another tenant are others", async () => {
    const { id: tenantId } = await createTenant(database.sql);
    const { id: otherId } = await createTenant(database.sql);
    const key = event({ externalId: "k" });
    const answers = await store.append(tenantId, [
      key,
      event({ externalId: "k", source: "bank" }),
      event({ externalId: "K" }),
      event({ source: "shop\u0001k", externalId: "" }),
      event(),
      event(),
    ]);
    answers.push(...(await store.append(otherId, [key])));
    expect(answers.every(({ duplicate }) => !duplicate)).toBe(true);
    expect(new Set(answers.map(({ id }) => id)).size).toBe(7);
    expect(await stored(otherId)).toHaveLength(1);
  });

  test("are taken again after 24 hours", async () => {
    const { id: tenantId } = await createTenant(database.sql);
    const { sql } = database;
    const [first] = await store.append(tenantId, [event({ externalId: "k" })]);
    const [key] = await sql`
      select extract(epoch from expires_at - now())::int as seconds from event_keys where tenant_id = ${tenantId}`;
    expect(key?.["seconds"]).toBeGreaterThan(86_390);
    expect(key?.["seconds"]).toBeLessThanOrEqual(86_400);
    await sql`update event_keys set expires_at = now() - interval '1 ms' where tenant_id = ${tenantId}`;
    const [second] = await store.append(tenantId, [event({ externalId: "k" })]);
    expect(second).toMatchObject({ duplicate: false });
    expect(second?.id).not.toBe(first?.id);
    const [third] = await store.append(tenantId, [event({ externalId: "k" })]);
    expect(third).toEqual({ id: second?.id, duplicate: true });
    expect(await stored(tenantId)).toHaveLength(2);
  });
});

describe("requests at the same moment", () => {
  test("twenty with the same id make one event, and all learn its id", async () => {
    const { id: tenantId } = await createTenant(database.sql);
    for (const externalId of ["a", "b", "c"]) {
      const answers = await Promise.all(
        Array.from({ length: 20 }, () => store.append(tenantId, [event({ externalId })])),
      );
      const all = answers.flat();
      expect(new Set(all.map(({ id }) => id)).size).toBe(1);
      expect(all.filter(({ duplicate }) => !duplicate)).toHaveLength(1);
    }
    expect(await stored(tenantId)).toHaveLength(3);
  });

  test("twenty that find an expired id make one event of it", async () => {
    const { id: tenantId } = await createTenant(database.sql);
    await store.append(tenantId, [event({ externalId: "k" })]);
    await database.sql`update event_keys set expires_at = now() where tenant_id = ${tenantId}`;
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => store.append(tenantId, [event({ externalId: "k" })])),
    );
    expect(answers.flat().filter(({ duplicate }) => !duplicate)).toHaveLength(1);
    expect(await stored(tenantId)).toHaveLength(2);
  });

  test("batches with the same keys in opposite order wait for each other and never deadlock", async () => {
    const { id: tenantId } = await createTenant(database.sql);
    for (let round = 0; round < 5; round += 1) {
      const keys = Array.from({ length: 200 }, (_, n) => event({ externalId: `${round}-${n}` }));
      const orders = [keys, keys.toReversed(), keys.toSorted(() => 0.5 - Math.random())];
      const answers = await Promise.all(
        [...orders, ...orders].map((keyed) => store.append(tenantId, keyed)),
      );
      const fresh = answers.flat().filter(({ duplicate }) => !duplicate);
      expect(fresh).toHaveLength(200);
    }
    expect(await stored(tenantId)).toHaveLength(1_000);
  });
});

test("the store writes as the tenant it was told, and as no other", async () => {
  const { id: tenantId } = await createTenant(database.sql);
  await store.append(tenantId, [event()]);
  expect(await app`select from events`).toEqual([]);
  expect(
    await database.sql`select from events where tenant_id <> ${tenantId} and id in (select event_id from unrouted_events where tenant_id = ${tenantId})`,
  ).toEqual([]);
});
