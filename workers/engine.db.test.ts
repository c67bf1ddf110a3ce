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

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.stop());

const fast = { kind: "fixed", delayMs: 10 };

/** A tenant with one script on one type; the script's log and result are what the tests read. */
async function subscribed(source: string, fields: Parameters<typeof createSubscription>[2] = {}) {
  const { sql } = engine.database;
  const tenant = await createTenant(sql);
  const scriptId = await createScript(sql, tenant.id, source);
  const target = { tenantId: tenant.id, scriptId, eventType: "a.b" };
  const subscriptionId = await createSubscription(sql, target, { backoff: fast, ...fields });
  return { tenant, scriptId, subscriptionId };
}

function executionsOf(tenantId: string) {
  return engine.database.sql`
    select e.*, l.lines from executions e left join execution_logs l on l.execution_id = e.id
    where e.tenant_id = ${tenantId} order by e.id`;
}

test("an event runs the script that subscribed to it, with its payload, log and result", async () => {
  const { tenant } = await subscribed(
    "const { n } = sdk.events.current(); sdk.log.info('seen', { n }); return { twice: n * 2 };",
  );
  const [eventId] = await engine.publish(tenant, [{ type: "a.b", data: { n: 21 } }]);
  await engine.quiet();
  const [run] = await executionsOf(tenant.id);
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
  const { tenant, scriptId } = await subscribed("return sdk.events.context();");
  const [eventId] = await engine.publish(tenant, [{ type: "a.b", data: {} }]);
  await engine.quiet();
  const [run] = await executionsOf(tenant.id);
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
  const runs = await executionsOf(tenant.id);
  expect(runs.map((run) => run["result"]).sort()).toEqual([0, 1, 2, 3, 4]);
});

test("two hundred events at once each run once", async () => {
  const { tenant } = await subscribed("return sdk.events.current().n;");
  const events = Array.from({ length: 200 }, (_, n) => ({ type: "a.b", data: { n } }));
  await engine.publish(tenant, events);
  await engine.quiet();
  const runs = await executionsOf(tenant.id);
  expect(runs.map((run) => run["result"]).sort((a, b) => a - b)).toEqual(
    events.map((event) => event.data.n),
  );
});

test("a filter decides, and an event nobody receives is marked", async () => {
  const { tenant } = await subscribed("return sdk.events.current().amount;", {
    filter: "$.amount > 100",
  });
  const events = [50, 150].map((amount) => ({ type: "a.b", data: { amount } }));
  const [small] = await engine.publish(tenant, events);
  await engine.quiet();
  expect((await executionsOf(tenant.id)).map((run) => run["result"])).toEqual([150]);
  const skips = await engine.database
    .sql`select event_id, reason from event_skips where tenant_id = ${tenant.id}`;
  expect(skips).toEqual([{ event_id: small, reason: "no_subscriber" }]);
});

test("a failing run is retried with the deployed version, and a mended version succeeds", async () => {
  const { tenant, scriptId } = await subscribed("throw new Error('broken');", {
    backoff: { kind: "fixed", delayMs: 700 },
  });
  await engine.publish(tenant, [{ type: "a.b", data: {} }]);
  await eventually(
    () => executionsOf(tenant.id),
    (runs) => runs.length > 0,
  );
  await addVersion(engine.database.sql, {
    tenantId: tenant.id,
    scriptId,
    version: 2,
    source: "return 'mended';",
  });
  await engine.quiet();
  const runs = await executionsOf(tenant.id);
  expect(runs.map(({ status, attempt, version }) => ({ status, attempt, version }))).toEqual([
    { status: "failed", attempt: 1, version: 1 },
    { status: "succeeded", attempt: 2, version: 2 },
  ]);
  expect(runs[0]?.["error"]).toMatchObject({ name: "Error", message: "broken", line: 1 });
});

test("a delivery that fails on its last attempt becomes a dead letter with payload and last error", async () => {
  const { tenant, subscriptionId } = await subscribed(
    "throw new TypeError('no ' + sdk.events.current().n);",
    {
      retryCount: 2,
    },
  );
  await engine.publish(tenant, [{ type: "a.b", data: { n: 7 } }]);
  await engine.quiet();
  const runs = await executionsOf(tenant.id);
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
  const { tenant } = await subscribed("throw new sdk.NonRetryableError('never');");
  await engine.publish(tenant, [{ type: "a.b", data: {} }]);
  await engine.quiet();
  const runs = await executionsOf(tenant.id);
  expect(runs.map((run) => [run["status"], run["delivery_state"]])).toEqual([["failed", "dead"]]);
});

test("RetryAfterError schedules the next attempt for when it says", async () => {
  const { tenant } = await subscribed("throw new sdk.RetryAfterError('10m');");
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

test("a later priority starts only when every earlier one has finished its first attempt", async () => {
  const { sql } = engine.database;
  const tenant = await createTenant(sql);
  const sources: [number, string][] = [
    [0, "throw new Error('first attempt fails');"],
    [0, "return 'zero';"],
    [10, "return 'ten';"],
    [20, "return 'twenty';"],
  ];
  for (const [priority, source] of sources) {
    const scriptId = await createScript(sql, tenant.id, source);
    const target = { tenantId: tenant.id, scriptId, eventType: "a.b" };
    await createSubscription(sql, target, {
      priority,
      retryCount: 1,
      backoff: { kind: "fixed", delayMs: 1_500 },
    });
  }
  await engine.publish(tenant, [{ type: "a.b", data: {} }]);
  await engine.quiet();
  const runs = await executionsOf(tenant.id);
  expect(runs.map((run) => run["priority"])).toEqual([0, 0, 10, 20, 0]);
  expect(await sql`select from event_gates where tenant_id = ${tenant.id}`).toHaveLength(0);
});

test("deliveries with the same ordering key run one at a time, in event order", async () => {
  const { tenant } = await subscribed(
    "const { key, n } = sdk.events.current(); if (n === 0 && sdk.events.context().attempt < 3) throw new Error('wait'); return key + n;",
    { orderingKey: "$.key" },
  );
  const events = ["x", "y"].flatMap((key) =>
    [0, 1, 2].map((n) => ({ type: "a.b", data: { key, n } })),
  );
  await engine.publish(tenant, events);
  await engine.quiet();
  const runs = await executionsOf(tenant.id);
  const results = runs.map((run) => run["result"]).filter((result) => result !== null);
  expect(results.filter((result) => result.startsWith("x"))).toEqual(["x0", "x1", "x2"]);
  expect(results.filter((result) => result.startsWith("y"))).toEqual(["y0", "y1", "y2"]);
});

test("a priority does not wait for an earlier one that its ordering key keeps from starting", async () => {
  const { sql } = engine.database;
  const tenant = await createTenant(sql);
  const blocked = await createScript(sql, tenant.id, "throw new Error('keeps its key');");
  const free = await createScript(sql, tenant.id, "return 'free';");
  const target = { tenantId: tenant.id, eventType: "a.b" };
  const slow = { kind: "fixed", delayMs: 60_000 };
  await createSubscription(
    sql,
    { ...target, scriptId: blocked },
    { priority: 0, orderingKey: "$.key", backoff: slow },
  );
  await createSubscription(sql, { ...target, scriptId: free }, { priority: 10 });
  await engine.publish(
    tenant,
    [1, 2].map((n) => ({ type: "a.b", data: { key: "k", n } })),
  );
  await eventually(
    () => executionsOf(tenant.id),
    (runs) => runs.filter((run) => run["result"] === "free").length === 2,
  );
  const runs = await executionsOf(tenant.id);
  expect(runs.filter((run) => run["script_id"] === blocked)).toHaveLength(1);
  await sql`delete from deliveries where tenant_id = ${tenant.id}`;
  await sql`delete from event_gates where tenant_id = ${tenant.id}`;
});

test("what a run emits is written with its success, one hop further in the same chain", async () => {
  const { sql } = engine.database;
  const { tenant, subscriptionId } = await subscribed(
    "const { id } = await sdk.events.emit('c.d', { from: 'a' }, { subject: 's' }); return id;",
  );
  const [first] = await engine.publish(tenant, [{ type: "a.b", data: {} }]);
  await engine.quiet();
  const [run] = await executionsOf(tenant.id);
  const [emitted] = await sql`select * from events where tenant_id = ${tenant.id} and type = 'c.d'`;
  expect(emitted).toMatchObject({
    id: run?.["result"],
    hop: 1,
    correlation_id: first,
    causation_id: run?.["id"],
    path: [subscriptionId],
    subject: "s",
    data: { from: "a" },
  });
});

test("a failed attempt emits nothing", async () => {
  const { tenant } = await subscribed(
    "await sdk.events.emit('c.d', {}); throw new Error('after');",
    {
      retryCount: 1,
    },
  );
  await engine.publish(tenant, [{ type: "a.b", data: {} }]);
  await engine.quiet();
  expect(await executionsOf(tenant.id)).toHaveLength(2);
  expect(
    await engine.database.sql`select from events where tenant_id = ${tenant.id} and type = 'c.d'`,
  ).toHaveLength(0);
});

test("a subscription that would wake itself is skipped as a loop", async () => {
  const { tenant, subscriptionId } = await subscribed("await sdk.events.emit('a.b', {});");
  await engine.publish(tenant, [{ type: "a.b", data: {} }]);
  await engine.quiet();
  expect(await executionsOf(tenant.id)).toHaveLength(1);
  const skips = await engine.database
    .sql`select subscription_id, reason from event_skips where tenant_id = ${tenant.id}`;
  expect(skips).toEqual([{ subscription_id: subscriptionId, reason: "loop" }]);
});

test("where loops are allowed, the eleventh hop is refused", async () => {
  const { tenant } = await subscribed("await sdk.events.emit('a.b', {});", {
    onLoop: "allow",
    retryCount: 0,
  });
  await engine.publish(tenant, [{ type: "a.b", data: {} }]);
  await engine.quiet();
  const runs = await executionsOf(tenant.id);
  expect(runs.filter((run) => run["status"] === "succeeded")).toHaveLength(10);
  expect(runs.at(-1)).toMatchObject({ status: "failed", error: { name: "LoopGuardError" } });
});

test("an inactive subscription gets no delivery, and the event says why", async () => {
  const { tenant, subscriptionId } = await subscribed("return 1;", { active: false });
  await engine.publish(tenant, [{ type: "a.b", data: {} }]);
  await engine.quiet();
  expect(await executionsOf(tenant.id)).toHaveLength(0);
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
  expect(await executionsOf(tenant.id)).toHaveLength(10);
});

test("a delivery whose subscription was deleted while it waited for a retry is closed as cancelled", async () => {
  const { tenant, subscriptionId } = await subscribed("throw new Error('again');", {
    backoff: { kind: "fixed", delayMs: 60_000 },
  });
  await engine.publish(tenant, [{ type: "a.b", data: {} }]);
  await eventually(
    () => executionsOf(tenant.id),
    (runs) => runs.length === 1,
  );
  await engine.database.sql`delete from subscriptions where id = ${subscriptionId}`;
  await engine.quiet();
  const last = (await executionsOf(tenant.id)).at(-1);
  expect(last).toMatchObject({ status: "cancelled", delivery_state: "cancelled" });
});

test("a loop for ever and a memory bomb get their names while a neighbour's runs go on", async () => {
  const { sql } = engine.database;
  const hostile = await createTenant(sql, { limits: { cpuMs: 300, wallMs: 1_000 } });
  const sources = {
    cpu_exceeded: "for (;;) {}",
    timed_out: "await new Promise(() => {});",
    out_of_memory: "const kept = []; for (;;) kept.push(new Array(10_000).fill(kept.length));",
  };
  for (const source of Object.values(sources)) {
    const scriptId = await createScript(sql, hostile.id, source);
    await createSubscription(
      sql,
      { tenantId: hostile.id, scriptId, eventType: "a.b" },
      { retryCount: 0 },
    );
  }
  const { tenant } = await subscribed("return 'fine';");
  await engine.publish(hostile, [{ type: "a.b", data: {} }]);
  await engine.publish(
    tenant,
    Array.from({ length: 20 }, () => ({ type: "a.b", data: {} })),
  );
  await engine.quiet();
  const statuses = (await executionsOf(hostile.id)).map((run) => run["status"]).sort();
  expect(statuses).toEqual(Object.keys(sources).sort());
  const fine = await executionsOf(tenant.id);
  expect(fine.filter((run) => run["status"] === "succeeded")).toHaveLength(20);
});

test("scripts that wait for ever hold up neither another tenant nor their tenant's other scripts", async () => {
  const { sql } = engine.database;
  const waiting = await createTenant(sql, { limits: { wallMs: 4_000 } });
  const stuck = await createScript(sql, waiting.id, "await new Promise(() => {});");
  const stuckTarget = { tenantId: waiting.id, scriptId: stuck, eventType: "wait" };
  await createSubscription(sql, stuckTarget, { retryCount: 0 });
  const fine = await createScript(sql, waiting.id, "return 'fine';");
  await createSubscription(sql, { tenantId: waiting.id, scriptId: fine, eventType: "go" });
  const other = await subscribed("return 'other';");
  await engine.publish(
    waiting,
    Array.from({ length: 3 }, () => ({ type: "wait", data: {} })),
  );
  await engine.publish(waiting, [{ type: "go", data: {} }]);
  await engine.publish(other.tenant, [{ type: "a.b", data: {} }]);
  const ran = async () => [
    ...(await executionsOf(waiting.id)),
    ...(await executionsOf(other.tenant.id)),
  ];
  const runs = await eventually(ran, (rows) => rows.length >= 2, 3_500);
  expect(runs.map((run) => run["result"])).toEqual(["fine", "other"]);
  await engine.quiet(60_000);
}, 90_000);

test("when every run kills its child, the next one starts as soon as a new child is there", async () => {
  const { sql } = engine.database;
  const tenant = await createTenant(sql);
  for (let n = 0; n < 8; n += 1) {
    const source = `return new Array(1e8).fill(${n}).length;`;
    const scriptId = await createScript(sql, tenant.id, source);
    const target = { tenantId: tenant.id, scriptId, eventType: "a.b" };
    await createSubscription(sql, target, { retryCount: 0 });
  }
  await engine.publish(tenant, [{ type: "a.b", data: {} }]);
  await engine.quiet(45_000);
  const statuses = (await executionsOf(tenant.id)).map((run) => run["status"]);
  expect(statuses).toEqual(Array.from({ length: 8 }, () => "out_of_memory"));
}, 60_000);
