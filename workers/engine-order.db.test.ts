// Who starts when, and what a run sets off: priorities, ordering keys, emitted events, loops.
import { afterAll, beforeAll, expect, test } from "vitest";
import { eventually } from "#db/testing/eventually.ts";
import { createScript, createSubscription, createTenant } from "#db/testing/fixtures.ts";
import { type Engine, startEngine } from "#workers/testing/engine.ts";
import { executionsOf, subscribe } from "#workers/testing/stories.ts";

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.stop());

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
  const runs = await executionsOf(engine, tenant.id);
  expect(runs.map((run) => run["priority"])).toEqual([0, 0, 10, 20, 0]);
  expect(await sql`select from event_gates where tenant_id = ${tenant.id}`).toHaveLength(0);
});

test("deliveries with the same ordering key run one at a time, in event order", async () => {
  const { tenant } = await subscribe(
    engine,
    "const { key, n } = sdk.events.current(); if (n === 0 && sdk.events.context().attempt < 3) throw new Error('wait'); return key + n;",
    { orderingKey: "$.key" },
  );
  const events = ["x", "y"].flatMap((key) =>
    [0, 1, 2].map((n) => ({ type: "a.b", data: { key, n } })),
  );
  await engine.publish(tenant, events);
  await engine.quiet();
  const runs = await executionsOf(engine, tenant.id);
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
    () => executionsOf(engine, tenant.id),
    (runs) => runs.filter((run) => run["result"] === "free").length === 2,
  );
  const runs = await executionsOf(engine, tenant.id);
  expect(runs.filter((run) => run["script_id"] === blocked)).toHaveLength(1);
  await sql`delete from deliveries where tenant_id = ${tenant.id}`;
  await sql`delete from event_gates where tenant_id = ${tenant.id}`;
});

test("what a run emits is written with its success, one hop further in the same chain", async () => {
  const { sql } = engine.database;
  const { tenant, subscriptionId } = await subscribe(
    engine,
    "const { id } = await sdk.events.emit('c.d', { from: 'a' }, { subject: 's' }); return id;",
  );
  const [first] = await engine.publish(tenant, [{ type: "a.b", data: {} }]);
  await engine.quiet();
  const [run] = await executionsOf(engine, tenant.id);
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
  const { tenant } = await subscribe(
    engine,
    "await sdk.events.emit('c.d', {}); throw new Error('after');",
    {
      retryCount: 1,
    },
  );
  await engine.publish(tenant, [{ type: "a.b", data: {} }]);
  await engine.quiet();
  expect(await executionsOf(engine, tenant.id)).toHaveLength(2);
  expect(
    await engine.database.sql`select from events where tenant_id = ${tenant.id} and type = 'c.d'`,
  ).toHaveLength(0);
});

test("a subscription that would wake itself is skipped as a loop", async () => {
  const { tenant, subscriptionId } = await subscribe(engine, "await sdk.events.emit('a.b', {});");
  await engine.publish(tenant, [{ type: "a.b", data: {} }]);
  await engine.quiet();
  expect(await executionsOf(engine, tenant.id)).toHaveLength(1);
  const skips = await engine.database
    .sql`select subscription_id, reason from event_skips where tenant_id = ${tenant.id}`;
  expect(skips).toEqual([{ subscription_id: subscriptionId, reason: "loop" }]);
});

test("where loops are allowed, the eleventh hop is refused", async () => {
  const { tenant } = await subscribe(engine, "await sdk.events.emit('a.b', {});", {
    onLoop: "allow",
    retryCount: 0,
  });
  await engine.publish(tenant, [{ type: "a.b", data: {} }]);
  await engine.quiet();
  const runs = await executionsOf(engine, tenant.id);
  expect(runs.filter((run) => run["status"] === "succeeded")).toHaveLength(10);
  expect(runs.at(-1)).toMatchObject({ status: "failed", error: { name: "LoopGuardError" } });
});
