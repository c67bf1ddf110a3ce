import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openSql, type Sql } from "#db/client.ts";
import { createTestDatabase, type TestDatabase } from "#db/testing/test-database.ts";
import {
  countCacheBytes,
  pruneCacheEntries,
  readCacheEntry,
  writeCacheEntry,
} from "./cache-entries.ts";

let database: TestDatabase;
let worker: Sql;
beforeAll(async () => {
  database = await createTestDatabase();
  worker = openSql(database.workerUrl, { max: 2, applicationName: "cache entries test" });
});
afterAll(async () => {
  await worker.end({ timeout: 5 });
  await database.close();
});

test("entries whose time is over are neither read nor counted, and pruned, no more than asked at once", async () => {
  const tenantId = randomUUID();
  for (let n = 0; n < 6; n += 1) {
    await writeCacheEntry(worker, { tenantId, key: `k${n}`, json: "1", bytes: 10, ttlMs: 60_000 });
  }
  await database.sql`update cache_entries set expires_at = now() - interval '1 second' where key < 'k4'`;
  expect(await readCacheEntry(worker, { tenantId, key: "k0" })).toBeNull();
  expect(await countCacheBytes(worker, tenantId)).toBe(20);
  expect([await pruneCacheEntries(worker, 3), await pruneCacheEntries(worker, 3)]).toEqual([3, 1]);
  expect(await database.sql`select key from cache_entries order by key`).toEqual([
    { key: "k4" },
    { key: "k5" },
  ]);
});
