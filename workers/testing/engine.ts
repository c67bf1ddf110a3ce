// A whole engine for tests: a fresh database, the real door, and a real worker with real sandbox children.
import { pino } from "pino";
import { openSql } from "#db/client.ts";
import { createEventStore } from "#db/repositories/event-store.ts";
import { notify } from "#db/repositories/hints.ts";
import { eventually } from "#db/testing/eventually.ts";
import type { TestTenant } from "#db/testing/fixtures.ts";
import { createTestDatabase, type TestDatabase } from "#db/testing/test-database.ts";
import { incomingEvent } from "#lib/events/testing/incoming.ts";
import { startWorker, type Worker } from "#workers/worker.ts";

export type Engine = {
  database: TestDatabase;
  worker: Worker;
  /** Through the store of the door; resolves with the event ids. */
  publish: (
    tenant: TestTenant,
    events: readonly { type: string; data: unknown }[],
  ) => Promise<string[]>;
  /** Resolves when no event waits for the router and no delivery is unfinished. */
  quiet: (timeoutMs?: number) => Promise<void>;
  stop: () => Promise<void>;
};

export async function startEngine(): Promise<Engine> {
  const database = await createTestDatabase({ withData: true });
  const app = openSql(database.appUrl, { max: 4, applicationName: "test door" });
  const store = createEventStore(app, () => void notify(app, "scriptbus_events"));
  const worker = await startWorker({
    databaseUrl: database.workerUrl,
    host: "127.0.0.1",
    port: 0,
    children: 2,
    log: pino({ level: process.env["LOG_LEVEL"] ?? "error" }),
  });
  return {
    database,
    worker,
    publish: async (tenant, events) => {
      const stored = await store.append(
        tenant.id,
        events.map(({ type, data }) => incomingEvent({ type, dataJson: JSON.stringify(data) })),
      );
      return stored.map(({ id }) => id);
    },
    quiet: (timeoutMs) => untilQuiet(database, timeoutMs),
    stop: async () => {
      await worker.stop();
      await app.end({ timeout: 5 });
      await database.close();
    },
  };
}

async function untilQuiet({ sql }: TestDatabase, timeoutMs = 30_000): Promise<void> {
  const look = async () => {
    const [row] = await sql<{ open: number }[]>`
      select ((select count(*) from unrouted_events) + (select count(*) from deliveries))::int as open`;
    return row?.open ?? -1;
  };
  await eventually(look, (open) => open === 0, timeoutMs);
}
