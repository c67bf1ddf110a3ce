// Scripts that loop, wait, eat memory or kill their process, beside others that must not notice.
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
  const { tenant } = await subscribe(engine, "return 'fine';");
  await engine.publish(hostile, [{ type: "a.b", data: {} }]);
  await engine.publish(
    tenant,
    Array.from({ length: 20 }, () => ({ type: "a.b", data: {} })),
  );
  await engine.quiet();
  const statuses = (await executionsOf(engine, hostile.id)).map((run) => run["status"]).sort();
  expect(statuses).toEqual(Object.keys(sources).sort());
  const fine = await executionsOf(engine, tenant.id);
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
  const other = await subscribe(engine, "return 'other';");
  await engine.publish(
    waiting,
    Array.from({ length: 3 }, () => ({ type: "wait", data: {} })),
  );
  await engine.publish(waiting, [{ type: "go", data: {} }]);
  await engine.publish(other.tenant, [{ type: "a.b", data: {} }]);
  const ran = async () => [
    ...(await executionsOf(engine, waiting.id)),
    ...(await executionsOf(engine, other.tenant.id)),
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
  // On a machine that stands still for ten seconds a lease may end, too: that run goes again and is no outcome.
  const runs = (await executionsOf(engine, tenant.id)).filter(
    (run) => run["error"]?.name !== "WorkerLost",
  );
  const statuses = runs.map((run) => run["status"]);
  expect(statuses).toEqual(Array.from({ length: 8 }, () => "out_of_memory"));
}, 60_000);
