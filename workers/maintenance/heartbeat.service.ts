// Keeps this worker's leases alive: one row for all of them.
import type { Logger } from "pino";
import type { Sql } from "#db/client.ts";
import { registerWorker } from "#db/repositories/leases.ts";
import { createService, type Service } from "#workers/service.ts";

export type HeartbeatOptions = { sql: Sql; log: Logger; workerId: string; address: string };

const everyMs = 2_000;

export function createHeartbeat({ sql, log, workerId, address }: HeartbeatOptions): Service {
  const step = async () => {
    await registerWorker(sql, workerId, address);
    return everyMs;
  };
  return createService({ name: "heartbeat", log, step });
}
