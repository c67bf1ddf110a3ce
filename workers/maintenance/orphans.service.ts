// Closes deliveries that nobody can run any more, because what they were for has been deleted.
import type { Logger } from "pino";
import type { Sql } from "#db/client.ts";
import { cancelOrphans } from "#db/repositories/orphans.ts";
import { createService, type Service } from "#workers/service.ts";

export type OrphansOptions = { sql: Sql; log: Logger };

const everyMs = 5_000;

export function createOrphans({ sql, log }: OrphansOptions): Service {
  const step = async () => {
    const cancelled = await cancelOrphans(sql);
    if (cancelled > 0) log.info({ cancelled }, "deliveries of deleted subscriptions closed");
    return everyMs;
  };
  return createService({ name: "orphans", log, step });
}
