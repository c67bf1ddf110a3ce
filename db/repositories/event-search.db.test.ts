import { afterAll, beforeAll, expect, test } from "vitest";
import { type DatabaseHandle, inTenant, openDatabase } from "#db/client.ts";
import { createTenant } from "#db/testing/fixtures.ts";
import { createTestDatabase, type TestDatabase } from "#db/testing/test-database.ts";
import { systemActor } from "#lib/tenancy/system-actor.ts";
import { searchEvents } from "./event-search.ts";

let database: TestDatabase;
let app: DatabaseHandle;
beforeAll(async () => {
  database = await createTestDatabase();
  app = openDatabase(database.appUrl, { max: 4, applicationName: "event search test" });
});
afterAll(async () => {
  await app.close();
  await database.close();
});

async function fill(tenantId: string, count: number, data: string): Promise<void> {
  await database.sql`
    insert into events (tenant_id, type, source, "time", correlation_id, data)
    select ${tenantId}, 'a.b', 'test', now(), uuidv7(), ${data}::text::json from generate_series(1, ${count})`;
}

const large = `{"list":[${Array.from({ length: 60_000 }, () => "{}").join(",")}]}`;

function search(tenantId: string, q: string, bounds?: { withinMs: number }) {
  const actor = systemActor("test", tenantId);
  return inTenant(app.db, tenantId, (tx) => searchEvents(tx, actor, { limit: 50, q }, bounds));
}

/** The longest time for which nothing else was done while `work` went on. */
async function longestPauseOf(work: () => Promise<unknown>): Promise<number> {
  let longest = 0;
  let before = performance.now();
  const look = () => {
    longest = Math.max(longest, performance.now() - before);
    before = performance.now();
  };
  const watch = setInterval(look, 5);
  await work();
  clearInterval(watch);
  look();
  return longest;
}

test("a search by dear patterns lets other work through", async () => {
  const { id } = await createTenant(database.sql);
  await fill(id, 100, JSON.stringify({ text: "ab".repeat(4_000) }));
  const patterns = [1, 2, 3].map((n) => `matches($.text, "(?i)\\\\pL{49}${n}")`).join(" || ");
  const pause = await longestPauseOf(async () => {
    const found = await search(id, patterns);
    expect(found).toMatchObject({ ok: true, value: { items: [] } });
  });
  expect(pause).toBeLessThan(350);
});

test("a search over large payloads ends in its time, says where, and lets other work through", async () => {
  const { id } = await createTenant(database.sql);
  await fill(id, 300, large);
  const begun = performance.now();
  const pause = await longestPauseOf(async () => {
    const found = await search(id, "$.x == 1", { withinMs: 20 });
    const lastLooked = expect.any(String);
    expect(found).toMatchObject({ ok: true, value: { items: [], lastLooked } });
  });
  expect(performance.now() - begun).toBeLessThan(2_000);
  expect(pause).toBeLessThan(1_000);
});

test("small payloads are all looked through", async () => {
  const { id } = await createTenant(database.sql);
  await fill(id, 3_000, '{"n":1}');
  await fill(id, 1, '{"n":7}');
  const found = await search(id, "$.n == 7");
  expect(found).toMatchObject({ ok: true, value: { lastLooked: null } });
  expect(found.ok && found.value.items).toHaveLength(1);
});

test("a third search of a tenant at the same time is refused; another tenant's is not", async () => {
  const { id } = await createTenant(database.sql);
  const other = await createTenant(database.sql);
  await fill(id, 200, large);
  const all = await Promise.all([
    search(id, "$.n == 2"),
    search(id, "$.n == 2"),
    search(id, "$.n == 2"),
    search(other.id, "$.n == 2"),
  ]);
  expect(all.map((found) => (found.ok ? "found" : found.failure.code)).sort()).toEqual([
    "found",
    "found",
    "found",
    "rate_limited",
  ]);
  expect(await search(id, "$.n == 2")).toMatchObject({ ok: true });
});
