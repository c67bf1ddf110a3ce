// Removes the receipts that a relay left behind when it died between its last two commits.
import type { Logger } from "pino";
import type { Sql } from "#db/client.ts";
import { findOldReceipts, removeReceipts } from "#db/repositories/outbox-receipts.ts";
import { findRows } from "#db/repositories/outbox-relay.ts";
import { createService, type Service } from "#workers/service.ts";

export type ReceiptsOptions = {
  /** The tenants' database. */
  data: Sql;
  /** The platform's. */
  platform: Sql;
  log: Logger;
};

const everyMs = 10 * 60_000;
const batch = 10_000;

export function createReceiptsService({ data, platform, log }: ReceiptsOptions): Service {
  const step = async () => {
    const old = await findOldReceipts(platform, batch);
    if (old.length > 0) {
      // A receipt is written for a row that was there: one that is not found has gone for good.
      const there = new Set(await findRows(data, old));
      await removeReceipts(
        platform,
        old.filter((id) => !there.has(id)),
      );
    }
    return everyMs;
  };
  return createService({ name: "outbox receipts", log, step, restAfterErrorMs: 60_000 });
}
