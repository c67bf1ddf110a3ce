// sdk.cache against a real database and a real isolate.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openSql, type Sql } from "#db/client.ts";
import { createTenant } from "#db/testing/fixtures.ts";
import { createTestDatabase, type TestDatabase } from "#db/testing/test-database.ts";
import { cacheLimits } from "#lib/cache/cache-limits.ts";
import { createPostgresCache } from "#workers/cache/postgres-cache.ts";
import { createRedisCache } from "#workers/cache/redis-cache.ts";
import type { SandboxPool } from "../../pool.ts";
import { setUpSandbox } from "../../testing/sandbox-setup.ts";
import { runStored, type StoredScript, storeScript } from "../testing/stored-script.ts";

let database: TestDatabase;
let sql: Sql;
let pool: SandboxPool;
let script: StoredScript;

beforeAll(async () => {
  database = await createTestDatabase();
  sql = openSql(database.workerUrl, { max: 4, applicationName: "cache room test" });
  ({ pool } = await setUpSandbox({ services: { cache: createPostgresCache(sql) } }));
});
beforeEach(async () => {
  const { id: tenantId } = await createTenant(database.sql);
  script = await storeScript(database.sql, { tenantId });
});
afterAll(async () => {
  await pool.stop();
  await sql.end({ timeout: 5 });
  await database.close();
});

const run = (source: string, dryRun = false) => runStored(pool, script, { source, dryRun });
const resultOf = async (source: string, dryRun = false) => {
  const { resultJson, error } = await run(source, dryRun);
  expect(error).toBeNull();
  return JSON.parse(resultJson ?? "null");
};
const messageOf = (call: string) =>
  resultOf(`try { await ${call}; return "fine"; } catch (e) { return e.name + ": " + e.message; }`);

describe("a script", () => {
  test("finds what another run of its tenant has kept, and counts on", async () => {
    const first = `
      const none = await sdk.cache.get("k");
      const set = await sdk.cache.set("k", { a: [1, "ä🎉"] }, { ttlSeconds: 60 });
      return [none, String(set), await sdk.cache.increment("n"), await sdk.cache.increment("n", 41, { ttlSeconds: 9 })];`;
    expect(await resultOf(first)).toEqual([null, "undefined", 1, 42]);
    const second = `
      return [await sdk.cache.get("k"), await sdk.cache.increment("n", -2), await sdk.cache.delete("k"),
        await sdk.cache.delete("k"), await sdk.cache.get("k")];`;
    expect(await resultOf(second)).toEqual([{ a: [1, "ä🎉"] }, 40, true, false, null]);
  });

  test("finds nothing of another tenant", async () => {
    await run('await sdk.cache.set("k", 1)');
    const { id: tenantId } = await createTenant(database.sql);
    const stranger = await storeScript(database.sql, { tenantId });
    const { resultJson } = await runStored(pool, stranger, {
      source: 'return await sdk.cache.get("k")',
    });
    expect(resultJson).toBe("null");
  });

  test("keeps an entry for as long as it says, and for seven days when it says nothing", async () => {
    await run(
      'await sdk.cache.set("a", 1); await sdk.cache.set("b", 1, { ttlSeconds: 60 }); await sdk.cache.increment("c")',
    );
    const rows = await database.sql`
      select key, round(extract(epoch from expires_at - now()) / 60)::int as minutes from cache_entries
      where tenant_id = ${script.tenantId} order by key`;
    expect(rows.map((row) => [row["key"], row["minutes"]])).toEqual([
      ["a", 10_080],
      ["b", 1],
      ["c", 10_080],
    ]);
  });

  test("leaves an effect of each call, that names the key", async () => {
    const { effects } = await run('await sdk.cache.set("k", 7); return await sdk.cache.get("k")');
    expect(effects).toMatchObject([
      { kind: "cache.set", target: "k", ok: true },
      { kind: "cache.get", target: "k", ok: true, result: "7" },
    ]);
  });
});

describe("what is refused", () => {
  test.each([
    ["get()", "TypeError: sdk.cache.get(key): key is a text of 1 to 256 bytes"],
    ["get('')", "TypeError: sdk.cache.get(key): key is a text of 1 to 256 bytes"],
    ["get('ä'.repeat(129))", "TypeError: sdk.cache.get(key): key is a text of 1 to 256 bytes"],
    ["delete('a\\0')", /^TypeError: sdk\.cache\.delete\(key\): in key: The character U\+0000/],
    ["get('\\ud800')", /in key: A lone surrogate/],
    ["set('k')", /^TypeError: .* value is JSON, which has no undefined$/],
    ["set('k', () => 1)", "TypeError: a function is not JSON"],
    ["set('k', 'x'.repeat(70000))", /value has at most 65536 bytes as JSON$/],
    [
      "set('k', JSON.parse('['.repeat(100) + ']'.repeat(100)))",
      /value is nested deeper than 64 levels$/,
    ],
    ["set('k', 1, { ttl: 5 })", /there is no option "ttl"$/],
    ["set('k', 1, 60)", /options is an object \{ ttlSeconds \}$/],
    [
      "set('k', 1, { ttlSeconds: 604801 })",
      /ttlSeconds: a whole number of seconds from 1 to 604800 \(7 days\)$/,
    ],
    ["set('k', 1, { ttlSeconds: 0.5 })", /ttlSeconds: a whole number/],
    ["increment('k', 1.5)", /by is an integer/],
    ["increment('k', 2 ** 53)", /by is an integer/],
    ["increment('k', 'x')", /by is an integer/],
  ])("sdk.cache.%s says why", async (call, message) => {
    expect(await messageOf(`sdk.cache.${call}`)).toMatch(message);
  });

  test("counting what is no integer, or too far", async () => {
    await run(
      'await sdk.cache.set("t", "1"); await sdk.cache.set("most", Number.MAX_SAFE_INTEGER)',
    );
    expect(await messageOf("sdk.cache.increment('t')")).toMatch(/^TypeError: .* not an integer$/);
    expect(await messageOf("sdk.cache.increment('most')")).toMatch(/^RangeError: .* 2\^53 - 1$/);
  });

  test("more than the tenant's share", async () => {
    await database.sql`
      insert into cache_entries values (${script.tenantId}, 'big', '1', ${cacheLimits.tenantBytes - 200}, now() + interval '1 hour')`;
    expect(await messageOf("sdk.cache.set('k', 'x'.repeat(100))")).toMatch(
      /^CacheFullError: .* at most 10 MB; delete some/,
    );
    expect(await messageOf("sdk.cache.set('k', 1)")).toBe("fine");
  });

  test("a store that cannot be reached, within the run's time", async () => {
    const cache = createRedisCache({
      url: "redis://127.0.0.1:1",
      log: { info: () => {}, warn: () => {} },
    });
    const { pool: away, runOne } = await setUpSandbox({ services: { cache } });
    const { error, effects } = await runOne("await sdk.cache.get('k')");
    expect(error).toMatchObject({ name: "CacheUnavailableError" });
    expect(effects).toMatchObject([{ kind: "cache.get", target: "k", ok: false }]);
    cache.close();
    await away.stop();
  });
});

describe("a dry run", () => {
  test("answers as the real one would, sees its own writes, and changes nothing", async () => {
    await run(
      'await sdk.cache.set("k", 1); await sdk.cache.set("gone", 1); await sdk.cache.set("n", 40)',
    );
    const source = `
      const seen = [await sdk.cache.get("k")];
      await sdk.cache.set("k", { b: 2 });
      seen.push(await sdk.cache.get("k"), await sdk.cache.delete("gone"), await sdk.cache.delete("gone"));
      seen.push(await sdk.cache.get("gone"), await sdk.cache.increment("n", 2), await sdk.cache.increment("new"));
      seen.push(await sdk.cache.increment("k").catch((e) => e.name));
      return seen;`;
    const real = ['"real"', "k", "gone", "n", "new"];
    const look = `return [${real.slice(1).map((key) => `await sdk.cache.get("${key}")`)}]`;
    expect(await resultOf(source, true)).toEqual([
      1,
      { b: 2 },
      true,
      false,
      null,
      42,
      1,
      "TypeError",
    ]);
    expect(await resultOf(look)).toEqual([1, 1, 40, null]);
    expect(await resultOf(source)).toEqual([1, { b: 2 }, true, false, null, 42, 1, "TypeError"]);
  });

  test("loses no increment of calls that are under way together, and marks what it did not perform", async () => {
    const source =
      'return (await Promise.all([1, 2, 3].map(() => sdk.cache.increment("n")))).sort()';
    await run('await sdk.cache.set("n", 10)');
    const { resultJson, effects } = await run(source, true);
    expect(resultJson).toBe("[11,12,13]");
    expect(effects.map((effect) => effect.dry)).toEqual([true, true, true]);
    expect(await resultOf(source, true)).toEqual([11, 12, 13]);
  });
});
