// One suite for every store of sdk.cache: what the contract (lib/cache/cache-store.ts) promises, each of them keeps.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openSql, type Sql } from "#db/client.ts";
import { eventually } from "#db/testing/eventually.ts";
import { createTestDatabase, type TestDatabase } from "#db/testing/test-database.ts";
import { cacheLimits } from "#lib/cache/cache-limits.ts";
import type { CacheStore } from "#lib/cache/cache-store.ts";
import { entrySize } from "#lib/cache/entry-size.ts";
import { createCacheOverlay } from "./cache-overlay.ts";
import { createPostgresCache } from "./postgres-cache.ts";
import { createRedisCache, type RedisCache } from "./redis-cache.ts";
import { findRedisProblem, type PrivateRedis, startRedis } from "./testing/private-redis.ts";

/** Stores of two workers over the same values. */
type Opened = { one: CacheStore; other: CacheStore; close: () => Promise<void> };

const redisProblem = findRedisProblem();
if (redisProblem) process.stderr.write(`\nNOT TESTED: sdk.cache in Redis: ${redisProblem}\n\n`);

describe("the cache in Postgres", () => keepsTheContract(openPostgres));
describe.skipIf(redisProblem)(`the cache in Redis${redisProblem ? `: ${redisProblem}` : ""}`, () =>
  keepsTheContract(openRedis),
);
describe("the overlay of a dry run", () => keepsWhatOneStoreCan(openOverlay));

const day = 24 * 3_600_000;
const value = (json: unknown) => ({ ok: true, value: json });

function keepsTheContract(open: () => Promise<Opened>): void {
  keepsWhatOneStoreCan(open);
  keepsItBetweenWorkers(open);
  keepsShares(open);
}

function using(open: () => Promise<Opened>) {
  const used = { tenantId: "" } as Opened & { tenantId: string };
  beforeAll(async () => Object.assign(used, await open()));
  afterAll(() => used.close());
  beforeEach(() => {
    used.tenantId = randomUUID();
  });
  return { used, at: (key: string) => ({ tenantId: used.tenantId, key }) };
}

function keepsWhatOneStoreCan(open: () => Promise<Opened>): void {
  const { used, at } = using(open);

  test("gives back what was set, replaces it, and says whether there was something to delete", async () => {
    const { one } = used;
    expect(await one.get(at("k"))).toEqual(value(null));
    for (const json of [
      '{"a":[1,"ä\\u0000\\ud800",null]}',
      "null",
      '"full"',
      "0",
      `"${"x".repeat(60_000)}"`,
    ]) {
      expect(await one.set(at("k"), json, day)).toEqual(value(null));
      expect(await one.get(at("k"))).toEqual(value(json));
    }
    expect(await one.delete(at("k"))).toEqual(value(true));
    expect(await one.delete(at("k"))).toEqual(value(false));
    expect(await one.get(at("k"))).toEqual(value(null));
  });

  test("knows no entry whose time is over, for whatever is asked", async () => {
    const { one } = used;
    await one.set(at("k"), '"old"', 30);
    await one.set(at("n"), "41", 30);
    await one.set(at("d"), "1", 30);
    await eventually(
      () => one.get(at("d")),
      (answer) => answer.ok && answer.value === null,
    );
    expect(await one.get(at("k"))).toEqual(value(null));
    expect(await one.delete(at("k"))).toEqual(value(false));
    expect(await one.increment(at("n"), 1, day)).toEqual(value(1));
    await one.set(at("k"), '"new"', day);
    expect(await one.get(at("k"))).toEqual(value('"new"'));
  });

  test("counts from 0, up and down, and its numbers are values like others", async () => {
    const { one } = used;
    expect(await one.increment(at("n"), 5, day)).toEqual(value(5));
    expect(await one.increment(at("n"), -7, day)).toEqual(value(-2));
    expect(await one.get(at("n"))).toEqual(value("-2"));
    await one.set(at("n"), "40", day);
    expect(await one.increment(at("n"), 2, day)).toEqual(value(42));
    expect(await one.increment(at("n"), -42, day)).toEqual(value(0));
    expect(await one.get(at("n"))).toEqual(value("0"));
  });

  test("counts from the first increment on: those after it do not make a number live longer", async () => {
    const { one } = used;
    await one.increment(at("n"), 1, 300);
    expect(await one.increment(at("n"), 1, day)).toEqual(value(2));
    await eventually(
      () => one.get(at("n")),
      (answer) => answer.ok && answer.value === null,
    );
  });

  test("refuses to count what is no integer, and to pass 2^53 − 1, and changes nothing then", async () => {
    const { one } = used;
    for (const json of ['"5"', "1.5", "1e21", "null", "true", "[1]", '{"a":1}']) {
      await one.set(at("n"), json, day);
      expect(await one.increment(at("n"), 1, day)).toEqual({
        ok: false,
        problem: "not_an_integer",
      });
      expect(await one.get(at("n"))).toEqual(value(json));
    }
    const most = Number.MAX_SAFE_INTEGER;
    await one.set(at("n"), String(most), day);
    for (const by of [1, 2, most]) {
      expect(await one.increment(at("n"), by, day)).toEqual({ ok: false, problem: "overflow" });
    }
    expect(await one.increment(at("n"), -most, day)).toEqual(value(0));
    expect(await one.increment(at("n"), -most, day)).toEqual(value(-most));
    expect(await one.increment(at("n"), -1, day)).toEqual({ ok: false, problem: "overflow" });
    expect(await one.get(at("n"))).toEqual(value(String(-most)));
  });

  test("keeps tenants apart, whatever characters their keys have", async () => {
    const { one } = used;
    const others = randomUUID();
    const keys = [
      "k",
      `${others}:k`,
      `{${others}}:k`,
      ":entry:k",
      "}:entry:k",
      "",
      " ",
      "\n",
      "*",
      "ä🎉",
      "ends",
      "sizes",
    ];
    const said = keys.filter((key) => key !== "");
    for (const key of said) await one.set(at(key), JSON.stringify(key), day);
    for (const key of said) {
      expect(await one.get({ tenantId: others, key })).toEqual(value(null));
      expect(await one.delete({ tenantId: others, key })).toEqual(value(false));
      expect(await one.increment({ tenantId: others, key }, 1, day)).toEqual(value(1));
      expect(await one.get(at(key))).toEqual(value(JSON.stringify(key)));
    }
  });
}

function keepsItBetweenWorkers(open: () => Promise<Opened>): void {
  const { used, at } = using(open);

  test("shows one worker what another has done", async () => {
    await used.one.set(at("k"), "1", day);
    expect(await used.other.get(at("k"))).toEqual(value("1"));
    expect(await used.other.increment(at("k"), 1, day)).toEqual(value(2));
    expect(await used.other.delete(at("k"))).toEqual(value(true));
    expect(await used.one.get(at("k"))).toEqual(value(null));
  });

  test("loses no increment of two workers that count 1,000 times each", async () => {
    const seen = await Promise.all(
      [used.one, used.other].map(async (store) => {
        const answers = [];
        for (let n = 0; n < 100; n += 1) {
          const ten = Array.from({ length: 10 }, () => store.increment(at("n"), 1, day));
          answers.push(...(await Promise.all(ten)));
        }
        return answers.map((answer) => answer.ok && answer.value);
      }),
    );
    expect(new Set(seen.flat()).size).toBe(2_000);
    expect(await used.one.get(at("n"))).toEqual(value("2000"));
  });
}

const json = JSON.stringify("x".repeat(60_000));
const size = entrySize("k-000", json);
const fitting = Math.floor(cacheLimits.tenantBytes / size);
const keyOf = (n: number) => `k-${String(n).padStart(3, "0")}`;

function keepsShares(open: () => Promise<Opened>): void {
  const { used, at } = using(open);
  const full = { ok: false, problem: "full" };
  const fill = (store: CacheStore, ttlMs = day) =>
    Promise.all(Array.from({ length: fitting }, (_, n) => store.set(at(keyOf(n)), json, ttlMs)));

  test("is full at a tenant's share, and has room again after a deletion or a smaller value", async () => {
    const { one } = used;
    for (const answer of await fill(one)) expect(answer).toEqual(value(null));
    expect(await one.set(at("more"), json, day)).toEqual(full);
    expect(await one.get(at("more"))).toEqual(value(null));
    expect(await one.set(at(keyOf(0)), json, day)).toEqual(value(null));
    await one.delete(at(keyOf(0)));
    expect(await one.set(at("more"), json, day)).toEqual(value(null));
    expect(await one.set(at("again"), json, day)).toEqual(full);
    await one.set(at("more"), "1", day);
    expect(await one.set(at("again"), json, day)).toEqual(value(null));
    expect(await one.set({ tenantId: randomUUID(), key: "k" }, json, day)).toEqual(value(null));
  });

  test("replaces one value over and over without running full", async () => {
    for (let n = 0; n < fitting * 2; n += 1) {
      expect(await used.one.set(at("k"), json, day)).toEqual(value(null));
    }
  });

  test("does not count what is over, however much it is", async () => {
    const { one } = used;
    // They end first, and make no room for a large value.
    for (let n = 0; n < 60; n += 1) await one.set(at(`small-${n}`), "1", 200);
    await fill(one, 400);
    const over = () => one.get(at(keyOf(fitting - 1)));
    await eventually(over, (answer) => answer.ok && answer.value === null);
    expect(await one.set(at("late"), json, day)).toEqual(value(null));
    expect(await one.get(at("late"))).toEqual(value(json));
  });

  test("does not let two workers at once write much more than a tenant's share", async () => {
    await Promise.all([fill(used.one), used.other.get(at("k"))]);
    const late = await Promise.all(
      Array.from({ length: 100 }, (_, n) =>
        (n % 2 ? used.one : used.other).set(at(`late-${n}`), json, day),
      ),
    );
    const written = late.filter((answer) => answer.ok).length * size;
    expect(written).toBeLessThanOrEqual(cacheLimits.tenantBytes / 10);
  });

  test("still counts up a number when there is no room for a new one", async () => {
    const { one } = used;
    await one.increment(at("n"), 1, day);
    await fill(one);
    const rest = cacheLimits.tenantBytes - (fitting - 1) * size;
    await one.set(at(keyOf(fitting - 1)), "1", day);
    await one.set(at("rest"), JSON.stringify("x".repeat(Math.min(60_000, rest % 60_000))), day);
    for (let n = 0; n < 1_000; n += 1) {
      if (!(await one.set(at(`small-${n}`), '"x"', day)).ok) break;
    }
    expect(await one.increment(at("new"), 1, day)).toEqual(full);
    expect(await one.increment(at("n"), 1, day)).toEqual(value(2));
  });
}

let shared: Promise<TestDatabase> | undefined;
afterAll(async () => (await shared)?.close());

async function openPostgres(): Promise<Opened> {
  shared ??= createTestDatabase();
  const { workerUrl } = await shared;
  const openOne = (): Sql => openSql(workerUrl, { max: 4, applicationName: "cache test" });
  const sqls = [openOne(), openOne()] as const;
  return {
    one: createPostgresCache(sqls[0]),
    other: createPostgresCache(sqls[1]),
    close: async () => {
      await Promise.all(sqls.map((sql) => sql.end({ timeout: 5 })));
    },
  };
}

async function openRedis(): Promise<Opened> {
  const redis: PrivateRedis = await startRedis();
  const log = { info: () => {}, warn: () => {} };
  const [one, other] = [
    createRedisCache({ url: redis.url, log }),
    createRedisCache({ url: redis.url, log }),
  ];
  await Promise.all([isReady(one), isReady(other)]);
  return {
    one,
    other,
    close: async () => {
      one.close();
      other.close();
      await redis.stop();
    },
  };
}

const isReady = (store: RedisCache) =>
  eventually(
    () => store.get({ tenantId: "t", key: "k" }),
    (answer) => answer.ok,
  );

async function openOverlay(): Promise<Opened> {
  const { one, other, close } = await openPostgres();
  return { one: createCacheOverlay(one), other, close };
}
