// What a worker does for the tenants' outbox: moves its rows, clears up behind a relay that died, counts what waits.
import type { Logger } from "pino";
import { openSql, type Sql } from "#db/client.ts";
import { dataUrl } from "#db/data/data-url.ts";
import type { Service } from "#workers/service.ts";
import { createReceiptsService } from "./receipts.service.ts";
import { createRelay } from "./relay.service.ts";

export type OutboxOptions = {
  /** The platform database, as the worker. */
  databaseUrl: string;
  platform: Sql;
  log: Logger;
};

export type Outbox = {
  /** The tenants' database, for what has time. */
  data: Sql;
  createServices: (onRelayed: () => void) => Service[];
  close: () => Promise<void>;
};

/** Nothing here waits for the tenants' database to be there. */
export function openOutbox({ databaseUrl, platform, log }: OutboxOptions): Outbox {
  const data = openSql(dataUrl(databaseUrl), {
    max: 1,
    applicationName: "scriptbus worker, outbox",
  });
  return {
    data,
    createServices: (onRelayed) => [
      createRelay({ databaseUrl, log, onRelayed }),
      createReceiptsService({ data, platform, log }),
    ],
    close: () => data.end({ timeout: 5 }),
  };
}
