import { request } from "node:http";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { eventually } from "#db/testing/eventually.ts";
import { createScript, createTenant } from "#db/testing/fixtures.ts";
import { internalToken } from "#lib/platform/internal-token.ts";
import { type TestRunOrder, testRunPath } from "#lib/scripts/test-run-order.ts";
import { type Engine, startEngine } from "#workers/testing/engine.ts";
import { orderOf } from "./testing/order.ts";

vi.stubEnv("SCRIPTBUS_SECRET", Buffer.alloc(32, 7).toString("base64"));

let engine: Engine;
let address: string;
beforeAll(async () => {
  engine = await startEngine();
  address = await addressOf(engine);
});
afterAll(async () => {
  await engine.stop();
  vi.unstubAllEnvs();
});

const headers = { authorization: `Bearer ${internalToken()}` };

function ask(order: object | string): Promise<Response> {
  const body = typeof order === "string" ? order : JSON.stringify(order);
  return fetch(`${address}${testRunPath}`, { method: "POST", headers, body });
}

async function orderFor(
  javascript: string,
  more: { version?: number; dryRun?: boolean } = {},
): Promise<TestRunOrder> {
  const { sql } = engine.database;
  const limits = { wallMs: 3_000, cpuMs: 500 };
  const { id: tenantId } = await createTenant(sql, { limits });
  const scriptId = await createScript(sql, tenantId, javascript);
  return orderOf({ javascript, tenantId, scriptId, ...more });
}

async function addressOf({ database }: Engine): Promise<string> {
  const [row] = await database.sql<{ address: string }[]>`select address from workers`;
  return row?.address ?? "";
}

/** A run is in one of the children. */
function untilBusy(at: string): Promise<string> {
  const look = async () => (await fetch(`${at}/metrics`)).text();
  return eventually(look, (text) => /^script_sandbox_busy_children [1-9]$/m.test(text));
}

const executionsOf = ({ tenant }: TestRunOrder) =>
  engine.database.sql`select * from executions where tenant_id = ${tenant.id}`;

test("without the instance's token nothing runs", async () => {
  const order = await orderFor("return 1");
  for (const authorization of [undefined, "Bearer wrong"]) {
    const answer = await fetch(`${address}${testRunPath}`, {
      method: "POST",
      body: JSON.stringify(order),
      ...(authorization ? { headers: { authorization } } : {}),
    });
    expect(answer.status).toBe(401);
  }
  expect(await executionsOf(order)).toHaveLength(0);
});

test("what is no order is refused", async () => {
  const order = await orderFor("return 1");
  const { data: _, ...without } = order;
  for (const body of ["", "{", "[]", { ...order, dryRun: "no" }, { ...order, more: 1 }, without]) {
    expect((await ask(body)).status).toBe(400);
  }
  expect(await executionsOf(order)).toHaveLength(0);
});

test("the tenant's own limits hold, whatever the caller's are", async () => {
  const order = await orderFor("for (;;) {}");
  const { executionId } = (await (await ask(order)).json()) as { executionId: string };
  expect(await executionsOf(order)).toMatchObject([
    { id: executionId, status: "cpu_exceeded", trigger: "test", dry_run: true, attempt: 1 },
  ]);
});

test("a caller that goes away leaves the run to end and its place to the next", async () => {
  const order = await orderFor("await new Promise(() => {})");
  const calls = [order, order].map((asked) => {
    const call = request(`${address}${testRunPath}`, { method: "POST", headers });
    call.on("error", () => {});
    call.end(JSON.stringify(asked));
    return call;
  });
  await untilBusy(address);
  for (const call of calls) call.destroy();
  const rows = await eventually(
    () => executionsOf(order),
    (found) => found.length >= 2,
  );
  expect(rows).toMatchObject([{ status: "timed_out" }, { status: "timed_out" }]);
  const next = { ...order, script: { ...order.script, version: 0, javascript: "return 1" } };
  const free = await Promise.all([ask(next), ask(next)]);
  expect(free.map(({ status }) => status)).toEqual([200, 200]);
});

test("a worker that stops lets its test runs end, and takes no more", async () => {
  const stopping = await startEngine();
  const at = await addressOf(stopping);
  const { id: tenantId } = await createTenant(stopping.database.sql, { limits: { wallMs: 2_000 } });
  const javascript = "await new Promise(() => {})";
  const order = orderOf({ javascript, tenantId });
  const post = () =>
    fetch(`${at}${testRunPath}`, {
      method: "POST",
      headers,
      body: JSON.stringify(order),
    });
  const under = post();
  await untilBusy(at);
  const stopped = stopping.worker.stop();
  const late = await post();
  expect([late.status, await late.json()]).toEqual([503, { code: "not_ready" }]);
  expect((await under).status).toBe(200);
  await stopped;
  expect(await stopping.database.sql`select status from executions`).toEqual([
    { status: "timed_out" },
  ]);
  await stopping.stop();
});
