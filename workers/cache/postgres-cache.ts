// sdk.cache in the platform database: nothing else to run, and lost when the database crashes, as a cache may be.
import type { Sql } from "#db/client.ts";
import { isDatabaseAway } from "#db/errors.ts";
import {
  addToCacheEntry,
  countCacheBytes,
  deleteCacheEntry,
  readCacheEntry,
  readCacheEntryBytes,
  writeCacheEntry,
} from "#db/repositories/cache-entries.ts";
import { addToJson } from "#lib/cache/add-to-json.ts";
import type { CacheAnswer, CacheKey, CacheStore } from "#lib/cache/cache-store.ts";
import { entrySize, numberSize } from "#lib/cache/entry-size.ts";
import { TenantShares } from "./tenant-shares.ts";

type World = { sql: Sql; shares: TenantShares };

export function createPostgresCache(sql: Sql): CacheStore {
  const world: World = { sql, shares: new TenantShares((id) => countCacheBytes(sql, id)) };
  return {
    get: (at) => orAway(async () => ({ ok: true, value: await readCacheEntry(sql, at) })),
    set: (at, json, ttlMs) => orAway(() => set(world, at, { json, ttlMs })),
    delete: (at) => orAway(() => remove(world, at)),
    increment: (at, by, ttlMs) => orAway(() => increment(world, at, { by, ttlMs })),
  };
}

async function set(
  { sql, shares }: World,
  at: CacheKey,
  { json, ttlMs }: { json: string; ttlMs: number },
): Promise<CacheAnswer<null>> {
  const bytes = entrySize(at.key, json);
  const replaced = () => readCacheEntryBytes(sql, at);
  const written = await shares.write({ tenantId: at.tenantId, bytes, replaced }, async () => ({
    value: null,
    freed: await writeCacheEntry(sql, { ...at, json, bytes, ttlMs }),
  }));
  return written ? { ok: true, value: null } : { ok: false, problem: "full" };
}

async function remove({ sql, shares }: World, at: CacheKey): Promise<CacheAnswer<boolean>> {
  const freed = await deleteCacheEntry(sql, at);
  if (freed !== null) shares.freed(at.tenantId, freed);
  return { ok: true, value: freed !== null };
}

async function increment(
  { sql, shares }: World,
  at: CacheKey,
  { by, ttlMs }: { by: number; ttlMs: number },
): Promise<CacheAnswer<number>> {
  const bytes = numberSize(at.key);
  const replaced = () => readCacheEntryBytes(sql, at);
  const written = await shares.write({ tenantId: at.tenantId, bytes, replaced }, async () => {
    const added = await addToCacheEntry(sql, { ...at, by, bytes, ttlMs });
    return added ?? { value: null, freed: bytes };
  });
  if (written === null) return { ok: false, problem: "full" };
  return written.value === null ? refusal(sql, at, by) : { ok: true, value: written.value };
}

/** What is wrong with the value that was not counted up. */
async function refusal(sql: Sql, at: CacheKey, by: number): Promise<CacheAnswer<number>> {
  const answer = addToJson(await readCacheEntry(sql, at), by);
  return answer.ok ? { ok: false, problem: "not_an_integer" } : answer;
}

async function orAway<T>(work: () => Promise<CacheAnswer<T>>): Promise<CacheAnswer<T>> {
  try {
    return await work();
  } catch (error) {
    if (isDatabaseAway(error)) return { ok: false, problem: "away" };
    throw error;
  }
}
