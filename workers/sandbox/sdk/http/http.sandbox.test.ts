import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { eventually } from "#db/testing/eventually.ts";
import type { RunResult } from "#lib/executions/run-result.ts";
import { createEgress, type Egress } from "#workers/egress/egress.ts";
import { type OpenServer, openServer } from "#workers/egress/testing/servers.ts";
import { type SandboxSetup, setUpSandbox, type TestScript } from "../../testing/sandbox-setup.ts";

type Seen = { request: IncomingMessage; body: string };

let server: OpenServer;
let egress: Egress;
let sandbox: SandboxSetup;
let answer: RequestListener;
let seen: Seen[] = [];
let api: string;
beforeAll(async () => {
  server = await openServer(receive);
  api = `http://api.test:${server.port}`;
  egress = createEgress({
    allowedHosts: async (tenantId) => (tenantId === "closed" ? [] : null),
    privateHosts: {
      allowed: new Set([`api.test:${server.port}`]),
      addresses: new Map([["api.test", "127.0.0.1"]]),
    },
  });
  sandbox = await setUpSandbox({ services: { egress } });
});
afterAll(async () => {
  await sandbox.pool.stop();
  await egress.close();
  await server.close();
});
afterEach(() => {
  seen = [];
  answer = (_request, response) => response.end();
});

async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  seen.push({ request, body: Buffer.concat(chunks).toString() });
  answer(request, response);
}

const json = (value: unknown, status = 200) => {
  answer = (_request, response) => {
    response.writeHead(status, { "content-type": "application/json; charset=utf-8" });
    response.end(JSON.stringify(value));
  };
};
const run = (source: string, more: Partial<TestScript> = {}): Promise<RunResult> =>
  sandbox.runOne({ source: source.replaceAll("API", api), ...more });
const resultOf = async (source: string, more?: Partial<TestScript>) => {
  const { resultJson, error } = await run(source, more);
  expect(error).toBeNull();
  return JSON.parse(resultJson ?? "null");
};
const errorOf = async (source: string, more?: Partial<TestScript>) => {
  const result = await resultOf(
    `try { await ${source} } catch (error) { return [error.name, error.message] }`,
    more,
  );
  return `${result?.[0]}: ${result?.[1]}`;
};

describe("an answer", () => {
  test("that is JSON comes as a value, with its status and headers", async () => {
    json({ orders: [1, { a: null }] }, 201);
    const got = await resultOf("return sdk.http.get('API/orders')");
    expect(got).toMatchObject({ status: 201, body: { orders: [1, { a: null }] } });
    expect(got.headers["content-type"]).toBe("application/json; charset=utf-8");
    expect(Object.keys(got)).toEqual(["status", "headers", "body"]);
  });

  test.each([
    ["text/plain", "äöü", "äöü"],
    ["application/problem+json", '{"a":1}', { a: 1 }],
    ["application/json", "{broken", "{broken"],
    ["application/jsonp", '{"a":1}', '{"a":1}'],
    ["text/html; charset=iso-8859-1", Buffer.from([0xe4]), "ä"],
    ["text/plain; charset=nonsense", "ä", "ä"],
    ["application/json", "", null],
    ["application/json", `${"[".repeat(100_000)}${"]".repeat(100_000)}`, "deep"],
  ])("of %s is read as it should: %#", async (type, sent, expected) => {
    answer = (_request, response) => response.writeHead(200, { "content-type": type }).end(sent);
    const look = expected === "deep" ? "typeof body === 'object' ? 'deep' : body" : "body";
    const source = `const { body } = await sdk.http.get('API/'); return ${look};`;
    expect(await resultOf(source)).toEqual(expected);
  });

  test.each([404, 500, 302])("of status %i does not throw", async (status) => {
    json({ no: true }, status);
    expect(await resultOf("return sdk.http.post('API/', {})")).toMatchObject({ status });
  });
});

test("an answer as large as may be reaches the script, whatever characters it has", async () => {
  const bytes = 1024 * 1024;
  const wide = "ä".repeat(20);
  for (const [body, length] of [
    ["\u0001".repeat(bytes), bytes],
    [`\u0001${wide}`.repeat(bytes / 41), 21 * Math.floor(bytes / 41)],
    [`€${"\u0001".repeat(bytes - 3)}`, bytes - 2],
  ] as const) {
    answer = (_request, response) => response.end(body);
    const source = "const { body } = await sdk.http.get('API/'); return body.length;";
    expect(await resultOf(source, { limits: { heapBytes: 64 * 1024 * 1024 } })).toBe(length);
  }
});

describe("a request", () => {
  test.each([
    ["post('API/', { a: [1] })", "POST", '{"a":[1]}', "application/json"],
    ["put('API/', [1])", "PUT", "[1]", "application/json"],
    ["patch('API/', 0)", "PATCH", "0", "application/json"],
    ["post('API/', 'a=b')", "POST", "a=b", "text/plain;charset=utf-8"],
    [
      "post('API/', new URLSearchParams({ a: 'b c' }))",
      "POST",
      "a=b+c",
      "application/x-www-form-urlencoded;charset=utf-8",
    ],
    [
      "post('API/', '<a/>', { headers: { 'Content-Type': 'text/xml' } })",
      "POST",
      "<a/>",
      "text/xml",
    ],
    ["post('API/')", "POST", "", undefined],
    ["delete('API/')", "DELETE", "", undefined],
    ["get('API/', null, { headers: {} })", "GET", "", undefined],
    ["request(new URL('API/'))", "GET", "", undefined],
    ["request('API/', { a: 1 }, { method: 'delete' })", "DELETE", '{"a":1}', "application/json"],
    [
      "request({ url: 'API/', method: 'POST', body: 'x' })",
      "POST",
      "x",
      "text/plain;charset=utf-8",
    ],
    ["request('API/', null, { method: 'HEAD' })", "HEAD", "", undefined],
  ])("%s", async (call, method, body, type) => {
    await resultOf(`return sdk.http.${call}`);
    expect([seen[0]?.request.method, seen[0]?.body]).toEqual([method, body]);
    expect(seen[0]?.request.headers["content-type"]).toBe(type);
    expect(seen[0]?.request.headers["user-agent"]).toMatch(/^Scriptbus\/\d+\.\d+\.\d+$/);
  });

  test("carries headers of the script and a query of the options", async () => {
    await resultOf(`return sdk.http.get('API/a?x=1', {
      headers: { Authorization: 'Bearer b', 'X-Count': 3, 'User-Agent': 'mine' },
      query: { y: 'b c', z: [1, true], none: null } })`);
    expect(seen[0]?.request.url).toBe("/a?x=1&y=b+c&z=1&z=true");
    const { authorization, "x-count": count, "user-agent": agent } = seen[0]?.request.headers ?? {};
    expect([authorization, count, agent]).toEqual(["Bearer b", "3", "mine"]);
  });

  test("that is unsafe has the key of its place in the run; reads have none, own keys win", async () => {
    const contextJson = JSON.stringify({ idempotencyKey: "key" });
    const source = `
      await sdk.http.get('API/');
      await Promise.all([sdk.http.post('API/1'), sdk.http.delete('API/2')]);
      await sdk.http.put('API/3', null, { headers: { 'IDEMPOTENCY-key': 'mine' } });
      await sdk.http.request('API/4', null, { method: 'PATCH' });`;
    for (const _attempt of [1, 2]) {
      seen = [];
      await resultOf(source, { runs: [{ contextJson }] });
      const keys = seen.map(({ request }) => [request.url, request.headers["idempotency-key"]]);
      expect(Object.fromEntries(keys)).toEqual({
        "/": undefined,
        "/1": "key:1",
        "/2": "key:2",
        "/3": "mine",
        "/4": "key:4",
      });
    }
  });
});

describe("what is wrong is told to the author, and asks nobody:", () => {
  test.each([
    ["get()", /^TypeError: sdk\.http\.get\(url, options\?\): .*the URL must be a text/],
    ["get('API/', { timeout: 5 })", /^TypeError: .*there is no option "timeout"/],
    [
      "get('API/', { timeoutMs: 10001 })",
      /^TypeError: .*timeoutMs: must be a number of milliseconds/,
    ],
    ["get('API/', { headers: { a: {} } })", /^TypeError: .*headers\.a: must be an object of texts/],
    ["get('API/', { query: { a: { b: 1 } } })", /^TypeError: .*query\.a: /],
    ["get('API/', 'text')", /^TypeError: .*options must be an object/],
    ["get('API/', { a: 1 }, {})", /^TypeError: a GET request has no body/],
    ["request('API/', { a: 1 })", /^TypeError: a GET request has no body/],
    ["request('API/', null, { method: 'TRACE' })", /^TypeError: .*method must be one of GET, HEAD/],
    ["post('API/', new Uint8Array(3))", /^TypeError: bytes cannot be sent/],
    ["post('API/', () => 1)", /^TypeError: a function is not JSON/],
    ["post('API/', { a: 1n })", /^TypeError: /],
    ["get('orders')", /^EgressError: "orders" is not an absolute URL/],
    ["get('http://127.0.0.1:1/')", /^EgressError: 127\.0\.0\.1 is not a public address/],
    ["get('http://localhost/')", /^EgressError: "localhost" is not a public host/],
    [
      "get('API/', { headers: { host: 'a' } })",
      /^EgressError: the header "host" is set by the platf/,
    ],
    ["get('API/', { headers: { a: 'b\\r\\nc: d' } })", /^EgressError: the value of the header "a"/],
  ])("%s", async (call, message) => {
    expect(await errorOf(`sdk.http.${call.replaceAll("API", api)}`)).toMatch(message);
    expect(seen).toEqual([]);
  });

  test("a host that the tenant's list does not name", async () => {
    const message = await errorOf("sdk.http.get('API/')", { tenantId: "closed" });
    expect(message).toMatch(/^EgressError: "api\.test:\d+" is not among the hosts this tenant/);
  });

  test("an answer that comes too late", async () => {
    answer = () => {};
    const message = await errorOf("sdk.http.get('API/', { timeoutMs: 100 })");
    expect(message).toMatch(/^TimeoutError: no complete answer from api\.test:\d+ within 100 ms/);
  });
});

test("effects name the method and the URL without what its query and user say", async () => {
  json({ ok: 1 });
  const { effects } = await run(`
    await sdk.http.post('API/a/b?token=s3cret', { a: 1 }, { query: { key: 'hidden' } });
    await sdk.http.get('http://me:s3cret@api.test/').catch(() => {});`);
  expect(effects).toMatchObject([
    { seq: 1, kind: "http.post", target: `${api}/a/b?token=…&key=…`, ok: true },
    { seq: 2, kind: "http.get", target: "http://api.test/", ok: false },
  ]);
  expect(JSON.stringify(effects)).not.toMatch(/s3cret|hidden/);
});

test("a dry run reads, and sends nothing unsafe; what could not be sent is refused", async () => {
  json({ real: true });
  const source = `
    const read = await sdk.http.get('API/');
    const sent = await sdk.http.post('API/', { a: 1 });
    const refused = await sdk.http.put('http://10.0.0.1/').catch(({ name }) => name);
    return [read.body, sent, refused];`;
  const { resultJson, effects } = await run(source, { runs: [{ dryRun: true }] });
  expect(JSON.parse(resultJson ?? "null")).toEqual([
    { real: true },
    { status: 202, headers: {}, body: null },
    "EgressError",
  ]);
  expect(seen.map(({ request }) => request.method)).toEqual(["GET"]);
  expect(effects.map(({ kind, dry }) => [kind, dry])).toEqual([
    ["http.get", undefined],
    ["http.post", true],
    ["http.put", true],
  ]);
});

test("one request more than the run may make ends it", async () => {
  const source = "for (let n = 0; n < 4; n += 1) await sdk.http.get('API/').catch(() => {});";
  const result = await run(source, { limits: { httpRequests: 3 } });
  expect(result).toMatchObject({ outcome: "limit_exceeded" });
  expect(seen).toHaveLength(3);
});

test("the end of a run ends its requests", async () => {
  answer = () => {};
  const before = server.sockets.length;
  await run("sdk.http.get('API/').catch(() => {}); return 1;");
  await eventually(
    async () => server.sockets.slice(before).every((socket) => socket.destroyed),
    (all) => all,
  );
});
