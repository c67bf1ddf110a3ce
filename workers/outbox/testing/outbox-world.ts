// Tenants with an outbox, relays to run beside each other, and what has become of the rows.
import { pino } from "pino";
import { eventually } from "#db/testing/eventually.ts";
import { type DataWorld, openDataWorld } from "#db/testing/tenant-logins.ts";
import { createTestDatabase, type TestDatabase } from "#db/testing/test-database.ts";
import { createRelay } from "#workers/outbox/relay.service.ts";
import type { Service } from "#workers/service.ts";

export type RelayedEvent = {
  tenantId: string;
  type: string;
  source: string;
  subject: string | null;
  externalId: string;
  correlationId: string;
  causationId: string | null;
  hop: number;
  path: string[];
  id: string;
  data: string;
};

/** `warnings` are the lines it has logged. */
export type TestRelay = Service & { warnings: string[] };

export type OutboxWorld = DataWorld & {
  database: TestDatabase;
  startRelay: (onRelayed?: () => void) => TestRelay;
  /** Of the tenant, in the order of acceptance. */
  eventsOf: (tenantId: string) => Promise<RelayedEvent[]>;
  /** Resolves when no row is queued and no receipt is left. */
  drained: (timeoutMs?: number) => Promise<void>;
};

export async function openOutboxWorld(): Promise<OutboxWorld> {
  const database = await createTestDatabase({ withData: true });
  const world = openDataWorld(database);
  const started: Service[] = [];
  return {
    ...world,
    database,
    startRelay: (onRelayed = () => {}) => {
      const warnings: string[] = [];
      const log = pino({ level: "warn" }, { write: (line) => void warnings.push(line) });
      const relay = createRelay({ databaseUrl: database.workerUrl, log, onRelayed });
      started.push(relay);
      relay.start();
      return { ...relay, warnings };
    },
    eventsOf: (tenantId) => database.sql<RelayedEvent[]>`
      select tenant_id as "tenantId", type, source, subject, external_id as "externalId", correlation_id as "correlationId",
        causation_id as "causationId", hop, path, id, data::text as data
      from events where tenant_id = ${tenantId} order by seq`,
    drained: async (timeoutMs) => {
      const left = async () => {
        const queued =
          await world.admin`select id from scriptbus.outbox where state = 'queued' limit 1`;
        const receipts = await database.sql`select row_id from outbox_receipts limit 1`;
        return queued.length + receipts.length;
      };
      await eventually(left, (count) => count === 0, timeoutMs);
    },
    close: async () => {
      await Promise.all(started.map((relay) => relay.stop()));
      await world.close();
      await database.close();
    },
  };
}
