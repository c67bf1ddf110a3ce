import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type DatabaseHandle, inTenant, openDatabase, type Tx } from "#db/client.ts";
import { explaining, type Scan } from "#db/testing/explained.ts";
import { createTenant } from "#db/testing/fixtures.ts";
import { createTestDatabase, type TestDatabase } from "#db/testing/test-database.ts";
import { compileFilter } from "#lib/filters/compile-filter.ts";
import { systemActor } from "#lib/tenancy/system-actor.ts";
import { previewFilter } from "./filter-preview.ts";
import { observedPaths } from "./observed-paths.ts";

let database: TestDatabase;
let app: DatabaseHandle;
beforeAll(async () => {
  database = await createTestDatabase();
  app = openDatabase(database.appUrl, { max: 4, applicationName: "filter preview test" });
});
afterAll(async () => {
  await app.close();
  await database.close();
});

type Filling = { type: string; count: number; data?: string };

/** `$n` in the data is the number of the event, from 1. */
async function fill(tenantId: string, { type, count, data = '{"n":$n}' }: Filling) {
  await database.sql`
    insert into events (tenant_id, type, source, "time", correlation_id, data)
    select ${tenantId}, ${type}, 'test', now(), uuidv7(), replace(${data}, '$n', n::text)::json
    from generate_series(1, ${count}) n order by n`;
}

async function tenant(...fillings: Filling[]): Promise<string> {
  const { id } = await createTenant(database.sql);
  for (const filling of fillings) await fill(id, filling);
  return id;
}

function filterOf(source: string) {
  const compiled = compileFilter(source);
  if (!compiled.ok) throw new Error(compiled.error.message);
  return compiled.filter;
}

type Asked = { eventType?: string; sample?: number; withinMs?: number };

function preview(
  tenantId: string,
  source: string,
  { eventType = "a.b", sample = 500, ...bounds }: Asked = {},
) {
  const wanted = { filter: filterOf(source), eventType, sample, ...bounds };
  return inTenant(app.db, tenantId, (tx) =>
    previewFilter(tx, systemActor("test", tenantId), wanted),
  );
}

test("the newest events are tried, and the newest ten that match are named", async () => {
  const id = await tenant({ type: "a.b", count: 600 }, { type: "a.c", count: 5 });
  const found = await preview(id, "$.n % 2 === 0");
  expect(found).toMatchObject({ tested: 500, matched: 250, partial: false });
  const newest = await database.sql<{ id: string }[]>`
    select id from events where tenant_id = ${id} and type = 'a.b' and (data ->> 'n')::int % 2 = 0
    order by id desc limit 10`;
  expect(found.sampleEventIds).toEqual(newest.map((row) => row.id));
  expect(await preview(id, '{"n": {"$lte": 100}}', { sample: 600 })).toMatchObject({
    tested: 600,
    matched: 100,
  });
  expect(await preview(id, "true", { eventType: "a.c" })).toMatchObject({ tested: 5, matched: 5 });
  expect(await preview(id, "true", { sample: 0 })).toMatchObject({ tested: 0, partial: false });
});

test("a pattern takes the newest of all types it covers", async () => {
  const id = await tenant(
    { type: "a.b", count: 10 },
    { type: "ab", count: 4 },
    { type: "a.b.c", count: 3 },
    { type: "other", count: 2 },
  );
  const all = { matched: 19, tested: 19, partial: false };
  expect(await preview(id, "true", { eventType: "*" })).toMatchObject(all);
  expect(await preview(id, "true", { eventType: "a.*" })).toMatchObject({ tested: 13 });
  expect(await preview(id, "event.type == 'a.b.c'", { eventType: "a.*" })).toMatchObject({
    matched: 3,
  });
  expect(await preview(id, "true", { eventType: "none.*" })).toMatchObject({
    tested: 0,
    partial: false,
  });
});

test("the filter sees the envelope as the router does", async () => {
  const id = await tenant({ type: "a.b", count: 1 });
  const [event] = await database.sql<{ time: Date }[]>`
    select "time" from events where tenant_id = ${id}`;
  const { tested, matched } = await preview(
    id,
    `event.time === '${event?.time.toISOString()}' && event.source === 'test' && event.subject === null
      && event.hop === 0 && event.replay === false && event.type === 'a.b'`,
  );
  expect([tested, matched]).toEqual([1, 1]);
});

test("another tenant's events are neither tried nor named, and their paths are not told", async () => {
  const mine = await tenant({ type: "a.b", count: 3 });
  await tenant({ type: "a.b", count: 7, data: '{"secret":$n}' });
  for (const eventType of ["a.b", "a.*", "*"]) {
    const found = await preview(mine, "true", { eventType });
    expect(found).toMatchObject({ tested: 3, matched: 3 });
    const owners = await database.sql`
      select distinct tenant_id as "tenantId" from events where id = any(${found.sampleEventIds}::uuid[])`;
    expect([...owners]).toEqual([{ tenantId: mine }]);
    const paths = await inTenant(app.db, mine, (tx) =>
      observedPaths(tx, systemActor("test", mine), eventType),
    );
    expect(paths).toEqual([{ path: "$.n", kinds: ["number"], sample: "3" }]);
  }
});

const large = `{"list":[${Array.from({ length: 60_000 }, () => "{}").join(",")}]}`;

test("large payloads are tried for as long as there is time, and the answer says that it was cut off", async () => {
  const id = await tenant({ type: "a.b", count: 300, data: large });
  const begun = performance.now();
  const found = await preview(id, "$.x === 1", { sample: 300, withinMs: 20 });
  expect(performance.now() - begun).toBeLessThan(3_000);
  expect(found).toMatchObject({ matched: 0, partial: true });
  expect(found.tested).toBeGreaterThan(0);
  expect(found.tested).toBeLessThan(300);
  const three = await Promise.all([1, 2, 3].map(() => preview(id, "$.x === 2", { sample: 300 })));
  expect(three.filter(({ tested }) => tested === 0)).toEqual([
    { tested: 0, matched: 0, sampleEventIds: [], partial: true },
  ]);
});

test("paths come from the newest events only", async () => {
  const id = await tenant(
    { type: "a.b", count: 1, data: '{"old":1}' },
    { type: "a.b", count: 50, data: '{"amount":$n,"customer":{"name":"Ann"}}' },
  );
  const paths = await inTenant(app.db, id, (tx) =>
    observedPaths(tx, systemActor("test", id), "a.b"),
  );
  expect(paths).toEqual([
    { path: "$.amount", kinds: ["number"], sample: "50" },
    { path: "$.customer", kinds: ["object"], sample: null },
    { path: "$.customer.name", kinds: ["string"], sample: '"Ann"' },
  ]);
});

describe("previews read a bounded part of one index", () => {
  const many = 6_000;
  let busy: string;
  beforeAll(async () => {
    busy = await tenant({ type: "rare.type", count: 1 }, { type: "a.b", count: many });
    await tenant({ type: "a.b", count: 20_000 });
    await database.sql`vacuum analyze`;
  }, 60_000);

  async function scansOf(read: (tx: Tx) => Promise<unknown>): Promise<Scan[]> {
    const scans: Scan[] = [];
    await inTenant(app.db, busy, async (tx) => {
      await tx.execute(sql`set local enable_seqscan = off`);
      await read(explaining(tx, scans));
    });
    return scans.filter(({ table }) => table.startsWith("events"));
  }

  test.each([
    ["a.b", 500],
    ["*", 500],
    ["a.*", 500],
    ["none.at.all", 0],
    ["rare.*", 2],
    ["none.*", 2],
  ])("%s", async (eventType, most) => {
    const actor = systemActor("test", busy);
    const wanted = { filter: filterOf("$.n === 1"), eventType, sample: 500 };
    for (const read of [
      (tx: Tx) => previewFilter(tx, actor, wanted),
      (tx: Tx) => observedPaths(tx, actor, eventType),
    ]) {
      const scans = await scansOf(read);
      expect(scans.length).toBeGreaterThan(0);
      expect(scans.filter(({ kind }) => kind === "Seq Scan")).toEqual([]);
      expect(scans.filter(({ rows, removed, loops }) => removed > rows + 100 * loops)).toEqual([]);
      expect(scans.filter(({ rows }) => rows > most)).toEqual([]);
    }
  });

  test("a rare type behind many others is found", async () => {
    for (const eventType of ["rare.*", "rare.type"]) {
      const found = await preview(busy, "true", { eventType });
      expect(found).toMatchObject({ tested: 1, partial: false });
    }
  });
});
