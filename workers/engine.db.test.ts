// The engine as a whole: real Postgres, a real worker, real sandbox children.
import { afterAll, beforeAll, expect, test } from "vitest";
import { eventually } from "#db/testing/eventually.ts";
import {
  addVersion,
  createScript,
  createSubscription,
  createTenant,
} from "#db/testing/fixtures.ts";
import { type Engine, startEngine } from "#workers/testing/engine.ts";
import { executionsOf, subscribe } from "#workers/testing/stories.ts";

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.stop());

test("an event runs the script that subscribed to it, with its payload, log and result", async () => {
  const { tenant } = await subscribe(
    engine,
    "const { n } = sdk.events.current(); sdk.log.info('seen', { n }); return { twice: n * 2 };",
  );
  const [eventId] = await engine.publish(tenant, [{ type: "a.b", data: { n: 21 } }]);
  await engine.quiet();
  const [run] = await executionsOf(engine, tenant.id);
  expect(run).toMatchObject({
    event_id: eventId,
    status: "succeeded",
    trigger: "event",
    attempt: 1,
    version: 1,
    delivery_state: "succeeded",
    result: { twice: 42 },
    lines: [{ level: "info", message: "seen", data: { n: 21 } }],
  });
});

test("a script gets its context: envelope, attempt, ids, tenant and script", async () => {
  const { tenant, scriptId } = await subscribe(engine, "return sdk.events.context();");
  const [eventId] = await engine.publish(tenant, [{ type: "a.b", data: {} }]);
  await engine.quiet();
  const [run] = await executionsOf(engine, tenant.id);
  expect(run?.["result"]).toMatchObject({
    id: eventId,
    type: "a.b",
    hop: 0,
    correlationId: eventId,
    attempt: 1,
    deliveryId: run?.["delivery_id"],
    executionId: run?.["id"],
    idempotencyKey: run?.["delivery_id"],
    replay: false,
    tenant: { id: tenant.id, slug: tenant.slug },
    script: { id: scriptId, version: 1 },
  });
});

test("one event reaches five subscribers", async () => {
  const { sql } = engine.database;
  const tenant = await createTenant(sql);
  for (let n = 0; n < 5; n += 1) {
    const scriptId = await createScript(sql, tenant.id, `return ${n};`);
    await createSubscription(sql, { tenantId: tenant.id, scriptId, eventType: "*" });
  }
  await engine.publish(tenant, [{ type: "any.thing", data: {} }]);
  await engine.quiet();
  const runs = await executionsOf(engine, tenant.id);
  expect(runs.map((run) => run["result"]).sort()).toEqual([0, 1, 2, 3, 4]);
});

test("two hundred events at once each run once", async () => {
  const { tenant } = await subscribe(engine, "return sdk.events.current().n;");
  const events = Array.from({ length: 200 }, (_, n) => ({ type: "a.b", data: { n } }));
  await engine.publish(tenant, events);
  await engine.quiet();
  const runs = await executionsOf(engine, tenant.id);
  expect(runs.map((run) => run["result"]).sort((a, b) => a - b)).toEqual(
    events.map((event) => event.data.n),
  );
});

test("a filter decides, and an event nobody receives is marked", async () => {
  const { tenant } = await subscribe(engine, "return sdk.events.current().amount;", {
    filter: "$.amount > 100",
  });
  const events = [50, 150].map((amount) => ({ type: "a.b", data: { amount } }));
  const [small] = await engine.publish(tenant, events);
  await engine.quiet();
  expect((await executionsOf(engine, tenant.id)).map((run) => run["result"])).toEqual([150]);
  const skips = await engine.database
    .sql`select event_id, reason from event_skips where tenant_id = ${tenant.id}`;
  expect(skips).toEqual([{ event_id: small, reason: "no_subscriber" }]);
});

test("a failing run is retried with the deployed version, and a mended version succeeds", async () => {
  const { tenant, scriptId } = await subscribe(engine, "throw new Error('broken');", {
    backoff: { kind: "fixed", delayMs: 700 },
  });
  await engine.publish(tenant, [{ type: "a.b", data: {} }]);
  await eventually(
    () => executionsOf(engine, tenant.id),
    (runs) => runs.length > 0,
  );
  await addVersion(engine.database.sql, {
    tenantId: tenant.id,
    scriptId,
    version: 2,
    source: "return 'mended';",
  });
  await engine.quiet();
  const runs = await executionsOf(engine, tenant.id);
  expect(runs.map(({ status, attempt, version }) => ({ status, attempt, version }))).toEqual([
    { status: "failed", attempt: 1, version: 1 },
    { status: "succeeded", attempt: 2, version: 2 },
  ]);
  expect(runs[0]?.["error"]).toMatchObject({ name: "Error", message: "broken", line: 1 });
});

test("a delivery that fails on its last attempt becomes a dead letter with payload and last error", async () => {
  const { tenant, subscriptionId } = await subscribe(
    engine,
    "throw new TypeError('no ' + sdk.events.current().n);",
    {
      retryCount: 2,
    },
  );
  await engine.publish(tenant, [{ type: "a.b", data: { n: 7 } }]);
  await engine.quiet();
  const runs = await executionsOf(engine, tenant.id);
  expect(runs.map((run) => [run["status"], run["attempt"], run["delivery_state"]])).toEqual([
    ["failed", 1, null],
    ["failed", 2, null],
    ["failed", 3, "dead"],
  ]);
  const [letter] = await engine.database
    .sql`select * from dead_letters where tenant_id = ${tenant.id}`;
  expect(letter).toMatchObject({
    state: "open",
    subscription_id: subscriptionId,
    attempts: 3,
    error: { name: "TypeError", message: "no 7" },
    data: { n: 7 },
  });
});

test("NonRetryableError is dead at once", async () => {
  const { tenant } = await subscribe(engine, "throw new sdk.NonRetryableError('never');");
  await engine.publish(tenant, [{ type: "a.b", data: {} }]);
  await engine.quiet();
  const runs = await executionsOf(engine, tenant.id);
  expect(runs.map((run) => [run["status"], run["delivery_state"]])).toEqual([["failed", "dead"]]);
});

test("RetryAfterError schedules the next attempt for when it says", async () => {
  const { tenant } = await subscribe(engine, "throw new sdk.RetryAfterError('10m');");
  await engine.publish(tenant, [{ type: "a.b", data: {} }]);
  const [row] = await eventually(
    () => engine.database.sql`
      select attempts, extract(epoch from due_at - now())::int as seconds from deliveries
      where tenant_id = ${tenant.id} and state = 'scheduled'`,
    (rows) => rows.length === 1,
  );
  expect(row?.["attempts"]).toBe(1);
  expect(row?.["seconds"]).toBeGreaterThan(590);
  await engine.database.sql`delete from deliveries where tenant_id = ${tenant.id}`;
});

test("an inactive subscription gets no delivery, and the event says why", async () => {
  const { tenant, subscriptionId } = await subscribe(engine, "return 1;", { active: false });
  await engine.publish(tenant, [{ type: "a.b", data: {} }]);
  await engine.quiet();
  expect(await executionsOf(engine, tenant.id)).toHaveLength(0);
  const skips = await engine.database
    .sql`select subscription_id, reason from event_skips where tenant_id = ${tenant.id}`;
  expect(skips).toEqual([{ subscription_id: subscriptionId, reason: "inactive" }]);
});

test("an event accepted after a subscription was made always sees it", async () => {
  const { sql } = engine.database;
  const tenant = await createTenant(sql);
  for (let n = 0; n < 10; n += 1) {
    const scriptId = await createScript(sql, tenant.id, "return 1;");
    await createSubscription(sql, { tenantId: tenant.id, scriptId, eventType: `step.n${n}` });
    await engine.publish(tenant, [{ type: `step.n${n}`, data: {} }]);
  }
  await engine.quiet();
  expect(await executionsOf(engine, tenant.id)).toHaveLength(10);
});

test("a delivery whose subscription was deleted while it waited for a retry is closed as cancelled", async () => {
  const { tenant, subscriptionId } = await subscribe(engine, "throw new Error('again');", {
    backoff: { kind: "fixed", delayMs: 60_000 },
  });
  await engine.publish(tenant, [{ type: "a.b", data: {} }]);
  await eventually(
    () => executionsOf(engine, tenant.id),
    (runs) => runs.length === 1,
  );
  await engine.database.sql`delete from subscriptions where id = ${subscriptionId}`;
  await engine.quiet();
  const last = (await executionsOf(engine, tenant.id)).at(-1);
  expect(last).toMatchObject({ status: "cancelled", delivery_state: "cancelled" });
});
