// The slow chores: next weeks' partitions, expired dedupe keys, old text messages, workers long gone.
import type { Logger } from "pino";
import type { Sql } from "#db/client.ts";
import { forgetWorkers } from "#db/repositories/leases.ts";
import { pruneRunningLogs } from "#db/repositories/running-logs.ts";
import { ensurePartitions, pruneEventKeys, pruneSms } from "#db/repositories/upkeep.ts";
import { createService, type Service } from "#workers/service.ts";

export type UpkeepOptions = { sql: Sql; log: Logger };

const everyMs = 60_000;
const weeksAhead = 4;
const pruneBatch = 10_000;

export function createUpkeep({ sql, log }: UpkeepOptions): Service {
  const step = async () => {
    await ensurePartitions(sql, weeksAhead);
    await forgetWorkers(sql);
    await pruneRunningLogs(sql);
    const pruned = [await pruneEventKeys(sql, pruneBatch), await pruneSms(sql, pruneBatch)];
    return pruned.includes(pruneBatch) ? 0 : everyMs;
  };
  return createService({ name: "upkeep", log, step });
}
