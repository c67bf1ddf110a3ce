// Brings back what dead workers held. Their heartbeat decides, by the database's clock.
import type { Logger } from "pino";
import type { Sql } from "#db/client.ts";
import { rescueDeliveries } from "#db/repositories/leases.ts";
import { createService, type Service } from "#workers/service.ts";

export type RescueOptions = { sql: Sql; log: Logger; onRescued: (count: number) => void };

const everyMs = 2_000;
const batchSize = 500;

export function createRescue({ sql, log, onRescued }: RescueOptions): Service {
  const step = async () => {
    const rescued = await rescueDeliveries(sql, batchSize);
    if (rescued > 0) {
      log.warn({ rescued }, "deliveries of a dead worker are back in the buffer");
      onRescued(rescued);
    }
    return rescued === batchSize ? 0 : everyMs;
  };
  return createService({ name: "rescue", log, step });
}
