// Removes values of sdk.cache whose time is over. Nobody reads them any more; this gives back their room in the database.
import type { Logger } from "pino";
import type { Sql } from "#db/client.ts";
import { pruneCacheEntries } from "#db/repositories/cache-entries.ts";
import { createService, type Service } from "#workers/service.ts";

export type CacheExpiryOptions = { sql: Sql; log: Logger };

const everyMs = 10_000;
const pruneBatch = 5_000;

export function createCacheExpiry({ sql, log }: CacheExpiryOptions): Service {
  const step = async () => {
    const pruned = await pruneCacheEntries(sql, pruneBatch);
    return pruned === pruneBatch ? 0 : everyMs;
  };
  return createService({ name: "cache expiry", log, step });
}
