// What only a store over a network can do: be away. (In the db project for its servers; it needs no database.)
import { randomUUID } from "node:crypto";
import { createClient } from "@redis/client";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { freePort } from "#db/embedded/free-port.mjs";
import { eventually } from "#db/testing/eventually.ts";
import { cacheLimits } from "#lib/cache/cache-limits.ts";
import type { CacheAnswer, CacheStore } from "#lib/cache/cache-store.ts";
import { createRedisCache, type RedisCache } from "./redis-cache.ts";
import { findRedisProblem, startRedis } from "./testing/private-redis.ts";

const away = { ok: false, problem: "away" };
const problem = findRedisProblem();
const hasOwnServer = problem === null && !process.env["REDIS_URL"];

let cache: RedisCache;
let port: number;
let said: string[];
const faults: unknown[] = [];
const onFault = (fault: unknown) => faults.push(fault);

beforeEach(async () => {
  process.on("unhandledRejection", onFault);
  port = await freePort();
  said = [];
  const log = {
    info: (message: string) => void said.push(message),
    warn: (_: object, message: string) => void said.push(message),
  };
  cache = createRedisCache({ url: `redis://127.0.0.1:${port}`, log });
});
afterEach(() => {
  cache.close();
  process.off("unhandledRejection", onFault);
  expect(faults).toEqual([]);
});

const at = { tenantId: randomUUID(), key: "k" };
const callAll = (store: CacheStore): Promise<CacheAnswer<unknown>[]> =>
  Promise.all([
    store.get(at),
    store.set(at, "1", 1_000),
    store.delete(at),
    store.increment(at, 1, 1_000),
  ]);
const works = () =>
  eventually(
    () => cache.get(at),
    (answer) => answer.ok,
  );

test("a Redis that was never there is away at once, and said once", async () => {
  await eventually(
    async () => said.length,
    (count) => count > 0,
  );
  const startedAt = performance.now();
  for (let n = 0; n < 50; n += 1) expect(await callAll(cache)).toEqual([away, away, away, away]);
  expect(performance.now() - startedAt).toBeLessThan(1_000);
  expect(said).toEqual(["the cache's Redis cannot be reached"]);
});

describe.skipIf(!hasOwnServer)("a Redis", () => {
  test("that goes away is away until it is back, and then used again by itself", async () => {
    const first = await startRedis(port);
    await works();
    await cache.set(at, '"kept"', 60_000);
    const open = callAll(cache);
    await first.stop();
    expect(await open).toHaveLength(4);
    expect(await callAll(cache)).toEqual([away, away, away, away]);
    const second = await startRedis(port);
    await works();
    expect(await cache.increment(at, 1, 1_000)).toEqual({ ok: true, value: 1 });
    await second.stop();
  });

  test("keeps no books of what is gone", async () => {
    const redis = await startRedis(port);
    await works();
    const client = await createClient({ url: redis.url }).connect();
    const [own, other] = [at, { ...at, key: "other" }];
    await cache.set(own, "1", 60_000);
    await cache.increment(other, 1, 60_000);
    expect(await client.zCard(`scriptbus:cache:{${at.tenantId}}:ends`)).toBe(2);
    await Promise.all([cache.delete(own), cache.delete(other)]);
    expect(await client.zCard(`scriptbus:cache:{${at.tenantId}}:ends`)).toBe(0);
    expect(await client.hGetAll(`scriptbus:cache:{${at.tenantId}}:sizes`)).toEqual({ "": "0" });
    client.destroy();
    await redis.stop();
  });

  test("keeps nothing that never ends, whatever it was asked for and whatever it has lost", async () => {
    const redis = await startRedis(port);
    await works();
    const client = await createClient({ url: redis.url }).connect();
    const endless = async () => {
      const names = await client.keys("scriptbus:*");
      const left = await Promise.all(names.map((name) => client.pTTL(name)));
      return names.filter((_, n) => (left[n] ?? 0) <= 0);
    };
    await cache.delete(at);
    expect(await client.keys("*")).toEqual([]);
    await callAll(cache);
    await cache.increment(at, 1, 60_000);
    await cache.set(at, "1", 60_000);
    await cache.increment(at, 1, 60_000);
    expect(await endless()).toEqual([]);
    for (const book of ["ends", "sizes"]) {
      await client.del(`scriptbus:cache:{${at.tenantId}}:${book}`);
      await cache.increment(at, 1, 60_000);
      await client.del(`scriptbus:cache:{${at.tenantId}}:${book}`);
      await cache.delete(at);
      await cache.set(at, "1", 60_000);
      expect(await endless()).toEqual([]);
    }
    client.destroy();
    await redis.stop();
  });

  test("that hangs is away within two seconds, and what it answers later harms nobody", async () => {
    const redis = await startRedis(port);
    await works();
    redis.child?.kill("SIGSTOP");
    const startedAt = performance.now();
    expect(await callAll(cache)).toEqual([away, away, away, away]);
    expect(performance.now() - startedAt).toBeLessThan(cacheLimits.answerMs + 500);
    redis.child?.kill("SIGCONT");
    await works();
    await redis.stop();
  });
});
