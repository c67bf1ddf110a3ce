// sdk.events.subscribe from a real isolate into a real database.
import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type DatabaseHandle, openDatabase } from "#db/client.ts";
import { subscribeFromScript } from "#db/repositories/subscribe-from-script.ts";
import { createTenant } from "#db/testing/fixtures.ts";
import { createTestDatabase, type TestDatabase } from "#db/testing/test-database.ts";
import type { SandboxPool } from "../../pool.ts";
import { setUpSandbox } from "../../testing/sandbox-setup.ts";
import {
  runStored,
  type StoredRun,
  type StoredScript,
  storeScript,
} from "../testing/stored-script.ts";

let database: TestDatabase;
let handle: DatabaseHandle;
let pool: SandboxPool;
let endpoint: StoredScript;
let handler: StoredScript;

beforeAll(async () => {
  process.env["SCRIPTBUS_SECRET"] = randomBytes(32).toString("base64");
  database = await createTestDatabase();
  handle = openDatabase(database.workerUrl, { max: 3, applicationName: "subscribe test" });
  const subscriptions = {
    subscribe: (wanted: Parameters<typeof subscribeFromScript>[1]) =>
      subscribeFromScript(handle.db, wanted),
  };
  ({ pool } = await setUpSandbox({ services: { subscriptions } }));
});
beforeEach(async () => {
  const { id: tenantId } = await createTenant(database.sql, {
    limits: { subscriptionsPerScript: 2 },
  });
  endpoint = await storeScript(database.sql, { tenantId, kind: "http_endpoint" });
  handler = await storeScript(database.sql, { tenantId });
});
afterAll(async () => {
  await pool.stop();
  await handle.close();
  await database.close();
});

const run = (given: StoredRun | string, script = endpoint) =>
  runStored(pool, script, typeof given === "string" ? { source: given } : given);
const rows = () =>
  database.sql`select * from subscriptions where tenant_id = ${endpoint.tenantId} order by id`;
const caught = (call: string) =>
  `try { await ${call}; return "no error"; } catch (e) { return \`\${e.name}: \${e.message}\`; }`;

async function answerOf(source: string, script = endpoint): Promise<unknown> {
  const { resultJson, error } = await run(source, script);
  if (error) throw new Error(`${error.name}: ${error.message}`);
  return JSON.parse(resultJson ?? "null");
}

test("an endpoint subscribes itself, once for a type and a filter", async () => {
  const subscribe = `sdk.events.subscribe("order.paid", { amount: { $gt: 100 } }, { priority: 7, orderingKey: "$.id" })`;
  const [first, second] = [await run(`return ${subscribe};`), await run(`return ${subscribe};`)];
  const [row, ...others] = await rows();
  expect(others).toEqual([]);
  expect(row).toMatchObject({
    script_id: endpoint.scriptId,
    event_type: "order.paid",
    filter: '{"amount":{"$gt":100}}',
    priority: 7,
    ordering_key: "$.id",
    active: true,
  });
  expect([first.resultJson, second.resultJson]).toEqual([`"${row?.["id"]}"`, `"${row?.["id"]}"`]);
  expect(first.effects).toMatchObject([
    { kind: "events.subscribe", target: "order.paid", ok: true, result: `"${row?.["id"]}"` },
  ]);
});

test.each([
  ["a type only", '"order.*"', { event_type: "order.*", filter: null }],
  ["no filter", '"*", null', { event_type: "*", filter: null }],
  ["no filter and options", '"*", undefined, { retryCount: 0 }', { filter: null, retry_count: 0 }],
  ["an expression", '"a.b", "$.n > 1"', { filter: "$.n > 1" }],
  [
    "every option",
    '"a.b", null, { priority: 0, retryCount: 20, backoff: { kind: "list", delaysMs: [1, 2] }, orderingKey: null, onLoop: "allow" }',
    {
      priority: 0,
      retry_count: 20,
      backoff: { kind: "list", delaysMs: [1, 2] },
      ordering_key: null,
      on_loop: "allow",
    },
  ],
])("it may name %s", async (_name, args, row) => {
  await answerOf(`return sdk.events.subscribe(${args});`);
  expect(await rows()).toMatchObject([row]);
});

test("a subscription is there whatever becomes of the run", async () => {
  const result = await run('await sdk.events.subscribe("a.b"); throw new Error("later");');
  expect(result.outcome).toBe("failed");
  expect(await rows()).toHaveLength(1);
});

test("a handler of events may not subscribe, and is told what to do", async () => {
  expect(await answerOf(caught('sdk.events.subscribe("a.b")'), handler)).toBe(
    "TypeError: sdk.events.subscribe works only in scripts of kind http_endpoint; " +
      "subscribe this script in the console or by the API",
  );
  const dry = await run({ source: caught('sdk.events.subscribe("a.b")'), dryRun: true }, handler);
  expect(dry.resultJson).toMatch(/^"TypeError/);
  expect(await rows()).toEqual([]);
});

test("a dry run gets a new id each time and writes nothing", async () => {
  const source = `return [await sdk.events.subscribe("a.b"), await sdk.events.subscribe("a.b")];`;
  const { resultJson, effects } = await run({ source, dryRun: true });
  const ids: unknown[] = JSON.parse(resultJson ?? "null");
  expect(new Set(ids).size).toBe(2);
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/);
  expect(effects).toMatchObject([{ dry: true }, { dry: true }]);
  expect(await rows()).toEqual([]);
});

test("the script is told of the limit as the API would tell it", async () => {
  const source = 'await sdk.events.subscribe("a.b"); await sdk.events.subscribe("a.c");';
  expect(await answerOf(`${source} ${caught('sdk.events.subscribe("a.d")')}`)).toBe(
    "SubscriptionLimitError: A script has at most 2 subscriptions.",
  );
});

describe("wrong arguments", () => {
  const usage = "TypeError: sdk.events.subscribe(type, filter?, options?): ";
  const plain = "TypeError: a filter that is an object is plain JSON, without undefined or NaN";
  test.each([
    ["", `${usage}`],
    ['"order..paid"', usage],
    ['"order.*.paid"', usage],
    ["5", usage],
    ['"a.b", "$.n >"', `${usage}filter: `],
    ['"a.b", ""', `${usage}filter: `],
    ['"a.b", { n: { $near: 1 } }', `${usage}filter: `],
    ['"a.b", 5', `${usage}filter is an expression, such as $.amount > 100, or a JSON object`],
    ['"a.b", ["n"]', `${usage}filter is an expression, such as $.amount > 100, or a JSON object`],
    ['"a.b", { n: undefined }', plain],
    ['"a.b", { n: { $gt: NaN } }', plain],
    ['"a.b", new Map([["n", 1]])', plain],
    ['"a.b", null, 5', `${usage}options is an object { priority?, retryCount?, backoff?`],
    ['"a.b", null, { active: true }', `${usage}subscribe has no option "active"`],
    ['"a.b", null, { priority: -1 }', `${usage}priority: `],
    ['"a.b", null, { retryCount: 21 }', `${usage}retryCount: `],
    ['"a.b", null, { backoff: { kind: "never" } }', `${usage}backoff`],
    ['"a.b", null, { orderingKey: "id" }', `${usage}orderingKey: An ordering key is a path`],
    ['"a.b", null, { onLoop: "maybe" }', `${usage}onLoop: `],
  ])("are told: %s", async (args, message) => {
    const answer = await answerOf(caught(`sdk.events.subscribe(${args})`));
    expect(String(answer).slice(0, message.length)).toBe(message);
    expect(await rows()).toEqual([]);
  });
});
