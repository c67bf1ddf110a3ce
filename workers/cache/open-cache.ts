// Which store sdk.cache has: Redis when there is an address of one, else the platform database.
import type { Sql } from "#db/client.ts";
import type { CacheStore } from "#lib/cache/cache-store.ts";
import { createPostgresCache } from "./postgres-cache.ts";
import { createRedisCache, type RedisCacheOptions } from "./redis-cache.ts";

export type OpenCache = { store: CacheStore; close: () => void };

export type OpenCacheOptions = {
  sql: Sql;
  redisUrl: string | undefined;
  log: RedisCacheOptions["log"];
};

export function openCache({ sql, redisUrl, log }: OpenCacheOptions): OpenCache {
  if (redisUrl === undefined) return { store: createPostgresCache(sql), close: () => {} };
  const store = createRedisCache({ url: redisUrl, log });
  return { store, close: () => store.close() };
}
