// Tables that wake scripts: a tenant's own database, the relay, the router and real runs.
import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { eventually } from "#db/testing/eventually.ts";
import { createScript, createSubscription } from "#db/testing/fixtures.ts";
import { type DataTenant, type DataWorld, openDataWorld } from "#db/testing/tenant-logins.ts";
import { type Engine, startEngine } from "#workers/testing/engine.ts";
import { executionsOf } from "#workers/testing/stories.ts";

let engine: Engine;
let world: DataWorld;

beforeAll(async () => {
  vi.stubEnv("SCRIPTBUS_SECRET", randomBytes(32).toString("base64"));
  engine = await startEngine();
  world = openDataWorld(engine.database);
});
afterAll(async () => {
  await world.close();
  await engine.stop();
  vi.unstubAllEnvs();
});

async function emitting(table: string, columns: readonly string[]): Promise<DataTenant> {
  const tenant = await world.createTenant();
  await tenant.owner.unsafe(`create table ${table} (id serial primary key, n int, note text)`);
  await world.admin`
    select scriptbus.set_table_emit(${tenant.id}, ${table}, ${JSON.stringify(columns)}::text::json)`;
  return tenant;
}

async function subscribe(tenant: DataTenant, eventType: string, source: string): Promise<void> {
  const scriptId = await createScript(engine.database.sql, tenant.id, source);
  const target = { tenantId: tenant.id, scriptId, eventType };
  await createSubscription(engine.database.sql, target, { onLoop: "allow", retryCount: 0 });
}

/** Nothing waits in the outbox, for the router or for a run. */
async function quiet(tenant: DataTenant): Promise<void> {
  const queued = async () =>
    (
      await world.admin`select 1 from scriptbus.outbox where tenant_id = ${tenant.id} and state = 'queued'`
    ).length;
  await eventually(queued, (count) => count === 0);
  await engine.quiet();
}

test("a committed row runs a script, which finds it in the table; a rolled-back one runs nothing", async () => {
  const tenant = await emitting("payments", ["id", "n"]);
  const source = `const { id } = sdk.events.current();
    return sdk.db.queryOne("select n, note from payments where id = $1", [id]);`;
  await subscribe(tenant, "payments.created", source);
  await tenant.owner.unsafe("begin; insert into payments (n) values (1); rollback");
  await tenant.owner`insert into payments (n, note) values (2, 'seen')`;
  await quiet(tenant);
  const runs = await executionsOf(engine, tenant.id);
  expect(runs.map(({ status, result }) => ({ status, result }))).toEqual([
    { status: "succeeded", result: { n: 2, note: "seen" } },
  ]);
});

test("a loop through a table ends at the loop guard", async () => {
  const tenant = await emitting("counters", ["n"]);
  const source = `const { n } = sdk.events.current();
    await sdk.db.query("insert into counters (n) values ($1)", [n + 1]);
    return sdk.events.context().hop;`;
  await subscribe(tenant, "counters.created", source);
  await tenant.owner`insert into counters (n) values (0)`;
  const kept = async () =>
    world.admin`select state, reason, hop from scriptbus.outbox where tenant_id = ${tenant.id} and state <> 'queued'`;
  const [refused] = await eventually(kept, (rows) => rows.length === 1, 30_000);
  expect(refused).toEqual({ state: "refused", reason: expect.stringMatching(/loop/i), hop: 11 });
  await quiet(tenant);
  const runs = await executionsOf(engine, tenant.id);
  expect(runs.map(({ result }) => result)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  const chains = await engine.database.sql`
    select distinct correlation_id from events where tenant_id = ${tenant.id}`;
  expect(chains).toHaveLength(1);
});

test("a loop that is to be avoided stops at its second pass", async () => {
  const tenant = await emitting("echoes", ["n"]);
  const scriptId = await createScript(
    engine.database.sql,
    tenant.id,
    'await sdk.db.query("insert into echoes (n) values (1)");',
  );
  const target = { tenantId: tenant.id, scriptId, eventType: "echoes.created" };
  await createSubscription(engine.database.sql, target, { onLoop: "avoid", retryCount: 0 });
  await tenant.owner`insert into echoes (n) values (0)`;
  const events = async () =>
    (await engine.database.sql`select 1 from events where tenant_id = ${tenant.id}`).length;
  await eventually(events, (count) => count === 2);
  await quiet(tenant);
  expect(await executionsOf(engine, tenant.id)).toHaveLength(1);
  expect(
    await engine.database.sql`select reason from event_skips where tenant_id = ${tenant.id}`,
  ).toEqual([{ reason: "loop" }]);
});
