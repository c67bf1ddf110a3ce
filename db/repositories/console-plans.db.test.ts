import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type DatabaseHandle, inTenant, openDatabase, type Tx } from "#db/client.ts";
import { createLine, type Line } from "#db/testing/buffer.ts";
import { explaining, type Scan } from "#db/testing/explained.ts";
import { createTestDatabase, type TestDatabase } from "#db/testing/test-database.ts";
import { letterFilterQuery } from "#lib/dead-letters/letter-filter.ts";
import { deliveryFilterQuery } from "#lib/deliveries/delivery-filter.ts";
import { executionFilterQuery } from "#lib/executions/execution-filter.ts";
import { systemActor } from "#lib/tenancy/system-actor.ts";
import { countDeliveries, listDeliveryRows } from "./listed-deliveries.ts";
import { listExecutionRows } from "./listed-executions.ts";
import { groupLetters, listLetterRows } from "./listed-letters.ts";
import { countOpenLetters } from "./overview.ts";
import { readScriptDependents } from "./script-activity.ts";

// A tenant with much of everything, of which `rare` owns next to nothing.
const many = { letters: 30_000, executions: 52_000, deliveries: 12_000 };

let database: TestDatabase;
let app: DatabaseHandle;
let busy: Line;
let rare: Line;

beforeAll(async () => {
  database = await createTestDatabase();
  app = openDatabase(database.appUrl, { max: 1, applicationName: "plans test" });
  busy = await createLine(database.sql);
  rare = await createLine(database.sql, { of: { tenantId: busy.tenantId } });
  await Promise.all([seedLetters(), seedExecutions(), seedDeliveries()]);
  await database.sql`analyze`;
}, 60_000);
afterAll(async () => {
  await app.close();
  await database.close();
});

/** The oldest row is the rare line's, so that who looks for it passes by all others. */
const idAt = () =>
  database.sql`(left(uuid_at(now() - make_interval(secs => n))::text, 14) || right(gen_random_uuid()::text, 22))::uuid`;

function seedLetters() {
  const { tenantId, scriptId, subscriptionId } = busy;
  return database.sql`
    insert into dead_letters (id, tenant_id, delivery_id, event_id, event_type, subscription_id, script_id, version, state,
      attempts, max_attempts, priority, idempotency_key, fingerprint, error, data)
    select ${idAt()}, ${tenantId}, gen_random_uuid(), gen_random_uuid(), 'a.b', ${subscriptionId},
      case when n = ${many.letters} then ${rare.scriptId}::uuid else ${scriptId}::uuid end, 1,
      case when n = ${many.letters} then 'discarded' when n % 3 = 0 then 'resolved' else 'open' end,
      1, 1, 100, n::text, case when n = ${many.letters} then 'rare' else 'often' end, '{"name":"E","message":"m"}', '{}'
    from generate_series(1, ${many.letters}) n`;
}

function seedExecutions() {
  const { tenantId } = busy;
  return database.sql`
    insert into executions (id, tenant_id, delivery_id, event_id, event_type, subscription_id, script_id, version, trigger,
      attempt, status, started_at, finished_at, duration_ms, delivery_state, attempts, max_attempts, priority, delivery_created_at)
    select ${idAt()}, ${tenantId}, gen_random_uuid(), gen_random_uuid(), 'a.b',
      case when n = ${many.executions} - 1 then ${rare.subscriptionId}::uuid else ${busy.subscriptionId}::uuid end,
      case when n = ${many.executions} - 1 then ${rare.scriptId}::uuid else ${busy.scriptId}::uuid end, 1, 'event', 1,
      case when n % 100 = 0 then 'failed' else 'succeeded' end, now(), now(), 1,
      case when n % 100 = 0 then 'dead' else 'succeeded' end, 1, 1, 100, now()
    from generate_series(1, ${many.executions}) n`;
}

async function seedDeliveries() {
  const { tenantId } = busy;
  await database.sql`
    insert into deliveries (tenant_id, event_id, event_type, event_seq, subscription_id, script_id, state, priority,
      max_attempts, ordering_key, data_bytes, idempotency_key)
    select ${tenantId}, uuid_at(now() - make_interval(secs => ${many.deliveries} - n)), 'a.b', n,
      case when n = ${many.deliveries} then ${rare.subscriptionId}::uuid else ${busy.subscriptionId}::uuid end,
      case when n = ${many.deliveries} then ${rare.scriptId}::uuid else ${busy.scriptId}::uuid end,
      case when n % 1000 = 7 then 'waiting' when n % 1000 = 8 then 'scheduled' else 'ready' end, 100, 1, n::text, 2, n::text
    from generate_series(1, ${many.deliveries}) n`;
  await database.sql`
    update deliveries set state = 'running', execution_id = uuidv7(), claimed_at = now(), worker_id = ${randomUUID()}
    where event_seq % 1000 = 9`;
}

async function scansOf(read: (tx: Tx) => Promise<unknown>): Promise<Scan[]> {
  const scans: Scan[] = [];
  await inTenant(app.db, busy.tenantId, async (tx) => {
    await tx.execute(sql`set local enable_seqscan = off`);
    await read(explaining(tx, scans));
  });
  return scans;
}

const large = /^(dead_letters|executions|deliveries)/;

/** No look at a whole table; and what a scan reads it keeps for the most part, up to the bound of the list. */
async function expectBounded(most: number, read: (tx: Tx) => Promise<unknown>) {
  const scans = (await scansOf(read)).filter(({ table }) => large.test(table));
  expect(scans.length).toBeGreaterThan(0);
  expect(scans.filter(({ kind }) => kind === "Seq Scan")).toEqual([]);
  expect(scans.filter(({ rows, removed, loops }) => removed > rows + 100 * loops)).toEqual([]);
  expect(scans.filter(({ rows }) => rows > most + 10)).toEqual([]);
}

/** What stands in a filter as `rare.…` is known when the table is seeded. */
const filled = (query: Record<string, string>) =>
  Object.fromEntries(
    Object.entries(query).map(([name, value]) => [
      name,
      { script: rare.scriptId, subscription: rare.subscriptionId, event: busy.scriptId }[value] ??
        value,
    ]),
  );
const actor = () => systemActor("test", busy.tenantId);
const page = 60;

describe("dead letters read a bounded part of one index", () => {
  test.each<[Record<string, string>, number]>([
    [{}, page],
    [{ state: "all" }, page],
    [{ state: "discarded" }, page],
    [{ state: "replaying" }, page],
    [{ state: "resolved" }, page],
    [{ scriptId: "script" }, page],
    [{ scriptId: "script", state: "all" }, page],
    [{ scriptId: "script", state: "resolved" }, page],
    [{ fingerprint: "rare", state: "all" }, page],
    [{ fingerprint: "rare" }, page],
    [{ eventId: "event" }, page],
    [{ eventType: "no.such" }, 50_000],
    [{ eventType: "no.such", scriptId: "script" }, 50_000],
    [{ eventType: "no.such", state: "discarded" }, 50_000],
  ])("%o", async (query, most) => {
    const filter = letterFilterQuery.parse(filled(query));
    await expectBounded(most, (tx) => listLetterRows(tx, actor(), filter));
    await expectBounded(20_050, (tx) => groupLetters(tx, actor(), filter));
  });
});

describe("deliveries read a bounded part of one index", () => {
  test.each<[Record<string, string>, number]>([
    [{}, 2_000],
    [{ state: "waiting" }, page],
    [{ state: "scheduled" }, page],
    [{ state: "running" }, page],
    [{ state: "ready" }, 2_000],
    [{ reason: "priority" }, page],
    [{ reason: "retry" }, page],
    [{ reason: "ordering_key" }, 10_000],
    [{ scriptId: "script" }, 10_000],
    [{ subscriptionId: "subscription" }, 10_000],
    [{ eventId: "event" }, page],
    [{ state: "succeeded" }, 2_000],
    [{ state: "succeeded", scriptId: "script" }, page],
    [{ state: "succeeded", subscriptionId: "subscription" }, 50_000],
    [{ state: "succeeded", eventId: "event" }, page],
    [{ state: "dead" }, 2_000],
    [{ state: "dead", subscriptionId: "subscription" }, 50_000],
    [{ state: "dead", scriptId: "script" }, 50_000],
    [{ state: "cancelled", scriptId: "script" }, page],
  ])("%o", async (query, most) => {
    const filter = deliveryFilterQuery.parse(filled(query));
    await expectBounded(most, (tx) => listDeliveryRows(tx, actor(), filter));
  });
});

describe("executions read a bounded part of one index", () => {
  test.each<[Record<string, string>, number]>([
    [{}, page],
    [{ status: "failed" }, page],
    [{ status: "failure" }, page],
    [{ status: "running" }, page],
    [{ status: "timed_out" }, page],
    [{ status: "succeeded" }, 2_000],
    [{ scriptId: "script" }, page],
    [{ scriptId: "script", status: "succeeded" }, page],
    [{ scriptId: "script", status: "failed" }, 50_000],
    [{ subscriptionId: "subscription" }, 50_000],
    [{ eventType: "no.such" }, 50_000],
    [{ eventId: "event" }, page],
    [{ deliveryId: "event" }, page],
    [{ range: "1h", eventType: "no.such" }, 50_000],
  ])("%o", async (query, most) => {
    const filter = executionFilterQuery.parse(filled(query));
    await expectBounded(most, (tx) => listExecutionRows(tx, actor(), filter));
  });
});

test("what is counted over and over reads a bounded part of one index", async () => {
  await expectBounded(1_000, (tx) => countOpenLetters(tx, actor(), 999));
  await expectBounded(10_001, (tx) => countDeliveries(tx, actor(), { scriptId: rare.scriptId }));
  await expectBounded(1_001, (tx) => readScriptDependents(tx, actor(), rare.scriptId));
});

test("deliveries that were looked for in vain say how far, and the next page goes on from there", async () => {
  const list = (query: Record<string, string>) =>
    inTenant(app.db, busy.tenantId, (tx) =>
      listDeliveryRows(tx, actor(), deliveryFilterQuery.parse(query)),
    );
  for (const state of [{ state: "succeeded" }, {}]) {
    const wanted = { ...state, subscriptionId: rare.subscriptionId };
    const first = await list(wanted);
    expect(first.items).toEqual([]);
    expect(first.searchedTo).toMatch(/^\d{4}-/);
    const next = await list({ ...wanted, cursor: first.nextCursor ?? "" });
    expect(next).toMatchObject({ nextCursor: null, items: [{ scriptId: rare.scriptId }] });
    expect(next.searchedTo).toBeUndefined();
  }
});
