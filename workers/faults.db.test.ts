// What a dying worker may cost: nothing accepted, no orphan process, and less than thirty seconds.
import { afterAll, beforeAll, expect, test } from "vitest";
import { openSql, type Sql } from "#db/client.ts";
import { createEventStore } from "#db/repositories/event-store.ts";
import { eventually } from "#db/testing/eventually.ts";
import {
  createScript,
  createSubscription,
  createTenant,
  type TestTenant,
} from "#db/testing/fixtures.ts";
import { createTestDatabase, type TestDatabase } from "#db/testing/test-database.ts";
import { incomingEvent } from "#lib/events/testing/incoming.ts";
import { startWorkerProcess, untilGone } from "#workers/testing/worker-process.ts";

let database: TestDatabase;
let app: Sql;
beforeAll(async () => {
  database = await createTestDatabase();
  app = openSql(database.appUrl, { max: 2, applicationName: "fault test" });
});
afterAll(async () => {
  await app.end({ timeout: 5 });
  await database.close();
});

async function accept(tenant: TestTenant, count: number): Promise<string[]> {
  const store = createEventStore(app, () => {});
  const ids: string[] = [];
  for (let n = 0; n < count; n += 500) {
    const batch = Array.from({ length: Math.min(500, count - n) }, (_, i) =>
      incomingEvent({ dataJson: `{"n":${n + i}}` }),
    );
    ids.push(...(await store.append(tenant.id, batch)).map(({ id }) => id));
  }
  return ids;
}

async function countOf(query: Promise<readonly { count: number }[]>): Promise<number> {
  return (await query)[0]?.count ?? 0;
}

test("kill -9 of the worker, ten times while 2,000 events are in flight, loses nothing", {
  timeout: 120_000,
}, async () => {
  const { sql } = database;
  const tenant = await createTenant(sql);
  // Each run burns about 3 ms, so that every kill finds work under way.
  const source =
    "const end = Date.now() + 3; while (Date.now() < end); return sdk.events.current().n;";
  const scriptId = await createScript(sql, tenant.id, source);
  await createSubscription(sql, { tenantId: tenant.id, scriptId, eventType: "a.b" });
  const accepted = await accept(tenant, 2_000);

  const succeeded = () =>
    countOf(
      sql<
        { count: number }[]
      >`select count(*)::int as count from executions where status = 'succeeded'`,
    );
  const running = () =>
    countOf(
      sql<
        { count: number }[]
      >`select count(*)::int as count from deliveries where state = 'running'`,
    );

  for (let kill = 0; kill < 10; kill += 1) {
    const worker = await startWorkerProcess(database.workerUrl);
    const before = await succeeded();
    await eventually(succeeded, (count) => count > before, 30_000);
    await eventually(running, (count) => count > 0, 30_000);
    const children = worker.children();
    expect(children.length).toBeGreaterThan(0);
    await worker.kill("SIGKILL");
    await untilGone(children, 5_000);
  }

  const last = await startWorkerProcess(database.workerUrl);
  const left = () =>
    countOf(
      sql<{ count: number }[]>`
      select (select count(*) from deliveries) + (select count(*) from unrouted_events) as count`.then(
        (rows) => rows.map(({ count }) => ({ count: Number(count) })),
      ),
    );
  await eventually(left, (count) => count === 0, 30_000);

  const done = await sql<{ eventId: string; times: number }[]>`
    select event_id as "eventId", count(*)::int as times from executions where status = 'succeeded' group by 1`;
  expect(new Set(done.map(({ eventId }) => eventId))).toEqual(new Set(accepted));
  expect(done.every(({ times }) => times === 1)).toBe(true);
  const charged = await countOf(sql<{ count: number }[]>`
    select count(*)::int as count from executions where status <> 'succeeded' and error->>'name' <> 'WorkerLost'`);
  expect(charged).toBe(0);
  const lost = await countOf(sql<{ count: number }[]>`
    select count(*)::int as count from executions where error->>'name' = 'WorkerLost'`);
  expect(lost).toBeGreaterThan(0);

  const children = last.children();
  expect(await last.kill("SIGTERM")).toEqual({ code: 0 });
  await untilGone([last.pid, ...children], 5_000);
});

test("SIGTERM under load gives unstarted deliveries back uncharged and exits 0", {
  timeout: 60_000,
}, async () => {
  const { sql } = database;
  const tenant = await createTenant(sql);
  const source = "const end = Date.now() + 20; while (Date.now() < end); return 1;";
  const scriptId = await createScript(sql, tenant.id, source);
  await createSubscription(sql, { tenantId: tenant.id, scriptId, eventType: "a.b" });
  const worker = await startWorkerProcess(database.workerUrl);
  await accept(tenant, 500);
  const states = () => sql<{ state: string; attempts: number; crashes: number }[]>`
    select state, attempts, crashes from deliveries where tenant_id = ${tenant.id}`;
  await eventually(states, (rows) => rows.some(({ state }) => state === "running"), 20_000);
  expect(await worker.kill("SIGTERM")).toEqual({ code: 0 });
  const left = await states();
  expect(left.length).toBeGreaterThan(0);
  expect(
    left.every(
      ({ state, attempts, crashes }) => state === "ready" && attempts === 0 && crashes === 0,
    ),
  ).toBe(true);
  expect(
    await sql`select from executions where tenant_id = ${tenant.id} and status <> 'succeeded'`,
  ).toHaveLength(0);
  await sql`delete from deliveries where tenant_id = ${tenant.id}`;
});
