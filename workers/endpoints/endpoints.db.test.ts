import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { eventually } from "#db/testing/eventually.ts";
import { addVersion, createTenant, type TestTenant } from "#db/testing/fixtures.ts";
import { callerAuthorization, notReadyHeader } from "#lib/endpoints/header-names.ts";
import { type Engine, startEngine } from "#workers/testing/engine.ts";
import { callWorker, createEndpoint, type Sent } from "./testing/endpoint.ts";

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

async function addressOf({ database }: Engine): Promise<string> {
  const [row] = await database.sql<{ address: string }[]>`select address from workers`;
  return row?.address ?? "";
}

const limits = { wallMs: 2_000, cpuMs: 500 };

type Made = {
  tenant: TestTenant;
  scriptId: string;
  call: (sent?: Sent & { target?: string }) => ReturnType<typeof callWorker>;
};

async function endpoint(
  source: string,
  settings: Parameters<typeof createEndpoint>[3] = {},
  more = {},
): Promise<Made> {
  const tenant = await createTenant(engine.database.sql, { limits: { ...limits, ...more } });
  const scriptId = await createEndpoint(engine.database.sql, tenant.id, source, settings);
  const call = ({ target = "", ...sent }: Sent & { target?: string } = {}) =>
    callWorker(address, `/x/${tenant.slug}/${settings.path ?? "hook"}${target}`, sent);
  return { tenant, scriptId, call };
}

const executionsOf = ({ tenant }: Made) => engine.database.sql`
  select e.*, e.result::text as result, l.lines, f.effects from executions e
  left join execution_logs l on l.execution_id = e.id left join execution_effects f on f.execution_id = e.id
  where e.tenant_id = ${tenant.id} order by e.id`;

test("a request runs the deployed version, and is answered when its execution is stored", async () => {
  const made = await endpoint(`
    sdk.log.info("asked", { by: sdk.request.query.by });
    const { trigger, hop, deliveryId, tenant, script } = sdk.events.context();
    return { status: 201, headers: { "X-Seen": "yes" }, body: { hop, deliveryId, tenant, script, request: sdk.request } };`);
  const heard = await made.call({
    method: "POST",
    target: "?by=me&by=you",
    headers: { "content-type": "application/json", "x-own": "1" },
    body: '{"n":1}',
  });
  expect(heard).toMatchObject({
    status: 201,
    headers: { "x-seen": "yes", "content-type": "application/json" },
  });
  expect(heard.json()).toMatchObject({
    hop: 0,
    deliveryId: null,
    tenant: { id: made.tenant.id, slug: made.tenant.slug },
    script: { id: made.scriptId, version: 1 },
    request: {
      method: "POST",
      path: "hook",
      query: { by: ["me", "you"] },
      headers: { "x-own": "1" },
      body: { n: 1 },
      rawBody: '{"n":1}',
    },
  });
  const [row] = await executionsOf(made);
  expect(row).toMatchObject({
    trigger: "http",
    status: "succeeded",
    script_id: made.scriptId,
    version: 1,
    event_id: null,
    event_type: null,
    delivery_id: null,
    attempt: 1,
    dry_run: false,
    lines: [{ level: "info", message: "asked", data: { by: ["me", "you"] } }],
  });
  expect(row?.["queue_wait_ms"]).toBeGreaterThanOrEqual(0);
  expect(JSON.parse(row?.["result"]).status).toBe(201);
});

test.each([
  ["return", 204, undefined, ""],
  ["return null", 204, undefined, ""],
  ["return {}", 200, undefined, ""],
  ["return { body: 'hello' }", 200, "text/plain; charset=utf-8", "hello"],
  ["return { body: [1] }", 200, "application/json", "[1]"],
  ["return { body: 0 }", 200, "application/json", "0"],
  [
    "return { status: 404, headers: { 'Content-Type': 'text/html' }, body: '<b>' }",
    404,
    "text/html",
    "<b>",
  ],
])("%s", async (source, status, type, text) => {
  const heard = await (await endpoint(source)).call();
  expect([heard.status, heard.headers["content-type"], heard.text]).toEqual([status, type, text]);
});

test.each([
  ["throw new Error('secret detail')", "failed"],
  ["for (;;) {}", "cpu_exceeded"],
  ["await new Promise(() => {})", "timed_out"],
  ["return { status: 199 }", "failed"],
  ["return { headers: { 'set-cookie': 'a=1' } }", "failed"],
  ["return { headers: { 'x-a': 'b\\r\\nset-cookie: a=1' } }", "failed"],
])("%s is 500, and says no more than where to look", async (source, status) => {
  const made = await endpoint(`await sdk.events.emit("a.b", 1); ${source}`);
  const heard = await made.call();
  expect([heard.status, heard.headers["content-type"]]).toEqual([500, "application/problem+json"]);
  const [row] = await executionsOf(made);
  expect(row).toMatchObject({ status, trigger: "http" });
  expect(heard.json()).toEqual({
    type: "about:blank",
    title: "Unexpected error",
    status: 500,
    code: "internal",
    detail: expect.not.stringContaining("secret"),
    executionId: row?.["id"],
  });
  expect(
    await engine.database.sql`select from events where tenant_id = ${made.tenant.id}`,
  ).toHaveLength(0);
});

test("emitted events begin a chain and are there with the answer", async () => {
  const made = await endpoint(`return { body: await sdk.events.emit("order.paid", { n: 1 }) }`);
  const { id } = (await made.call()).json();
  const [execution] = await executionsOf(made);
  expect(
    await engine.database.sql`select * from events where tenant_id = ${made.tenant.id}`,
  ).toMatchObject([
    {
      id,
      type: "order.paid",
      hop: 1,
      path: [],
      causation_id: execution?.["id"],
      correlation_id: execution?.["id"],
    },
  ]);
  expect(execution?.["effects"]).toMatchObject([{ kind: "events.emit", ok: true }]);
  await engine.quiet();
});

test("an endpoint subscribes itself", async () => {
  const made = await endpoint(`return { body: await sdk.events.subscribe("order.*") }`);
  const first = (await made.call()).text;
  expect((await made.call()).text).toBe(first);
  expect(
    await engine.database
      .sql`select script_id, event_type from subscriptions where tenant_id = ${made.tenant.id}`,
  ).toEqual([{ script_id: made.scriptId, event_type: "order.*" }]);
});

test("an unknown tenant and an unknown path are one answer", async () => {
  const made = await endpoint("return");
  const targets = [
    `/x/${made.tenant.slug}/other`,
    "/x/nobody/hook",
    "/x/nobody",
    "/x/",
    "/x//hook",
    `/x/${made.tenant.slug}/hook/`,
    `/x/${made.tenant.slug}/ho%6Fk`,
    `/x/${made.tenant.slug}/a%2F..%2Fhook`,
    `/x/${made.tenant.slug}/a/../hook`,
    `/x/${made.tenant.slug}/./hook`,
  ];
  const answers = await Promise.all(targets.map((target) => callWorker(address, target)));
  expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
  expect(answers[0]).toMatchObject({
    status: 404,
    headers: { "content-type": "application/problem+json" },
  });
  await engine.database.sql`update scripts set deleted_at = now() where id = ${made.scriptId}`;
  expect((await made.call()).text).toBe(answers[0]?.text);
});

test("only its methods are answered; HEAD is GET without its body, OPTIONS names them all", async () => {
  const made = await endpoint("return { body: sdk.request.method }", { methods: ["GET"] });
  await createEndpoint(engine.database.sql, made.tenant.id, "return { body: 'put' }", {
    methods: ["PUT"],
  });
  const head = await made.call({ method: "HEAD" });
  expect([head.status, head.headers["content-length"], head.text]).toEqual([200, "3", ""]);
  expect((await made.call({ method: "PUT" })).text).toBe("put");
  const allow = "GET, PUT, HEAD, OPTIONS";
  const refused = await made.call({ method: "POST" });
  expect([refused.status, refused.headers["allow"], refused.json().code]).toEqual([
    405,
    allow,
    "method_not_allowed",
  ]);
  const options = await made.call({ method: "OPTIONS" });
  expect([options.status, options.headers["allow"], options.text]).toEqual([204, allow, ""]);
  expect(await executionsOf(made)).toHaveLength(2);
});

test("with auth api_key only a live key of its own tenant gets in, and the script does not see it", async () => {
  const made = await endpoint("return { body: sdk.request.headers }", { auth: "api_key" });
  const other = await createTenant(engine.database.sql);
  const withKey = (key: string) =>
    made.call({ headers: { [callerAuthorization]: `Bearer ${key}` } });
  for (const refused of [
    await made.call(),
    await withKey("sb_wrong"),
    await withKey(other.apiKey),
  ]) {
    expect([
      refused.status,
      refused.headers["content-type"],
      refused.headers["www-authenticate"],
    ]).toEqual([401, "application/problem+json", "Bearer"]);
  }
  const heard = await withKey(made.tenant.apiKey);
  expect(heard.status).toBe(200);
  expect(heard.text).not.toContain(made.tenant.apiKey);
  await engine.database
    .sql`update api_keys set revoked_at = now() where tenant_id = ${made.tenant.id}`;
  expect((await withKey(made.tenant.apiKey)).status).toBe(401);
  expect(await executionsOf(made)).toHaveLength(1);
});

test("a script sees no cookie, no connection and nothing of the instance; with auth none the caller's authorization", async () => {
  const made = await endpoint("return { body: sdk.request.headers }");
  const heard = await made.call({
    headers: {
      cookie: "session=1",
      connection: "close, x-mine",
      "x-mine": "1",
      te: "trailers",
      "proxy-authorization": "Basic x",
      "x-scriptbus-other": "1",
      [callerAuthorization]: "Basic own",
      "x-kept": "1",
    },
  });
  const { host: _, ...headers } = heard.json();
  expect(headers).toEqual({ "content-length": "0", "x-kept": "1", authorization: "Basic own" });
});

test("a body that is not what it says is refused before anything runs", async () => {
  const made = await endpoint("return");
  const send = (type: string, body: string) =>
    made.call({ method: "POST", headers: { "content-type": type }, body });
  expect(await send("application/json", "{")).toMatchObject({ status: 400 });
  expect(await send("application/problem+json; charset=utf-8", "{")).toMatchObject({ status: 400 });
  expect(await send("text/plain", "x".repeat(1_000_001))).toMatchObject({ status: 413 });
  expect(await executionsOf(made)).toHaveLength(0);
  expect(await send("text/plain", "x".repeat(1_000_000))).toMatchObject({ status: 204 });
});

test("more requests in a second than the script allows are refused", async () => {
  const made = await endpoint("return", { rateLimit: 2 });
  const answers = [await made.call(), await made.call(), await made.call()];
  expect(answers.map(({ status }) => status)).toEqual([204, 204, 429]);
  expect(answers[2]).toMatchObject({ headers: { "retry-after": "1" } });
  expect(answers[2]?.json().code).toBe("rate_limited");
});

test("the tenant's limits say how many run at a time; the others wait", async () => {
  const source = `
    const now = await sdk.cache.increment("now", 1);
    await sdk.sleep(50);
    await sdk.cache.increment("now", -1);
    return { body: now };`;
  const made = await endpoint(source, {}, { runsPerScript: 2, wallMs: 10_000 });
  const answers = await Promise.all(Array.from({ length: 8 }, () => made.call()));
  expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(200));
  expect(Math.max(...answers.map(({ text }) => Number(text)))).toBe(2);
});

test("a version deployed meanwhile answers the next request", async () => {
  const made = await endpoint("return { body: 1 }");
  expect((await made.call()).text).toBe("1");
  await addVersion(engine.database.sql, {
    tenantId: made.tenant.id,
    scriptId: made.scriptId,
    version: 2,
    source: "return { body: 2 }",
  });
  expect((await made.call()).text).toBe("2");
});

test("a worker that stops lets its runs end, and takes no more", async () => {
  const stopping = await startEngine();
  const at = await addressOf(stopping);
  const { sql } = stopping.database;
  const tenant = await createTenant(sql, { limits });
  await createEndpoint(sql, tenant.id, "await new Promise(() => {})");
  const call = () => callWorker(at, `/x/${tenant.slug}/hook`);
  const under = call();
  const look = async () => (await fetch(`${at}/metrics`)).text();
  await eventually(look, (text) => /^script_sandbox_busy_children [1-9]$/m.test(text));
  const stopped = stopping.worker.stop();
  const late = await call();
  expect([late.status, late.headers[notReadyHeader]]).toEqual([503, "1"]);
  expect((await under).status).toBe(500);
  await stopped;
  expect(await sql`select status from executions`).toEqual([{ status: "timed_out" }]);
  await stopping.stop();
});
