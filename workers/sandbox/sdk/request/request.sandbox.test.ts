import { afterAll, beforeAll, expect, test } from "vitest";
import { defaultRunLimits } from "#lib/executions/run-limits.ts";
import type { RunResult } from "#lib/executions/run-result.ts";
import { type SandboxSetup, setUpSandbox } from "../../testing/sandbox-setup.ts";

let sandbox: SandboxSetup;
beforeAll(async () => {
  sandbox = await setUpSandbox();
});
afterAll(() => sandbox.pool.stop());

const plain = {
  method: "POST",
  path: "orders/new",
  search: "",
  headers: { "x-a": "1" },
  bodyKind: "none",
  rawBody: "",
};

/** Several requests to one script, in one batch. */
async function answersOf(source: string, ...requests: Partial<typeof plain>[]): Promise<unknown[]> {
  const results: RunResult[] = [];
  const batch = {
    script: { tenantId: "t", scriptId: source, kind: "http_endpoint", version: 1, source } as const,
    limits: { ...defaultRunLimits, wallMs: 2_000, cpuMs: 500 },
    runs: requests.map((request, i) => ({
      executionId: `run-${i}`,
      contextJson: '{"hop":0}',
      dataJson: JSON.stringify({ ...plain, ...request }),
    })),
    slots: 4,
    carries: "request" as const,
  };
  await sandbox.pool.run(batch, (result) => results.push(result));
  results.sort((one, other) => one.executionId.localeCompare(other.executionId));
  return results.map(({ resultJson, error }) => error ?? JSON.parse(resultJson ?? "null"));
}

test("a request is what the script was asked, and no event", async () => {
  const request = { search: "a=1&b=2&a=3&c", bodyKind: "json", rawBody: '{"n": 1}' };
  const [answer] = await answersOf("return [sdk.request, sdk.events.current()]", request);
  expect(answer).toEqual([
    {
      method: "POST",
      path: "orders/new",
      query: { a: ["1", "3"], b: "2", c: "" },
      headers: { "x-a": "1" },
      body: { n: 1 },
      rawBody: '{"n": 1}',
    },
    null,
  ]);
});

test.each([
  ["none", "", null],
  ["text", "?a=1", "?a=1"],
  ["form", "?a=1&b=x+y%21&b=2", { "?a": "1", b: ["x y!", "2"] }],
  ["json", "[1,2]", [1, 2]],
])("a body of kind %s is read as it", async (bodyKind, rawBody, body) => {
  const source = "return [sdk.request.body, sdk.request.rawBody]";
  expect(await answersOf(source, { bodyKind, rawBody })).toEqual([[body, rawBody]]);
});

test("all of it is frozen, and the same at each look", async () => {
  const source = `
    const { request } = sdk;
    const parts = [request, request.query, request.query.a, request.headers, request.body, request.body.deep];
    return [request === sdk.request, ...parts.map(Object.isFrozen)];`;
  const request = { search: "a=1&a=2", bodyKind: "json", rawBody: '{"deep":{}}' };
  expect(await answersOf(source, request)).toEqual([[true, true, true, true, true, true, true]]);
});

test("no name sets a prototype", async () => {
  const source = `
    const { query, body, headers } = sdk.request;
    const own = [query, body, headers].map((part) => Object.hasOwn(part, "__proto__"));
    return [own, [query, body, headers].map((part) => Object.getPrototypeOf(part) === Object.prototype), {}.bad ?? null];`;
  const rawBody = "__proto__=1&__proto__=2&constructor=3";
  const headers = JSON.parse('{"__proto__":{"bad":1}}');
  const request = { search: "__proto__=x&__proto__.bad=1", bodyKind: "form", rawBody, headers };
  expect(await answersOf(source, request)).toEqual([
    [[true, true, true], [true, true, true], null],
  ]);
});

test("each run of a batch has its own request", async () => {
  const source = "await sdk.sleep(5); return sdk.request.path";
  expect(await answersOf(source, { path: "a" }, { path: "b" }, { path: "c" })).toEqual([
    "a",
    "b",
    "c",
  ]);
});

test("a run for an event has none, in the isolate that has just run a request, too", async () => {
  const source = "return [sdk.request === null, sdk.events.current()]";
  expect(await answersOf(source, {})).toEqual([[false, null]]);
  const results = await sandbox.runAll({
    source,
    kind: "http_endpoint",
    tenantId: "t",
    runs: [{ dataJson: '{"n":1}' }, { dataJson: null }],
  });
  expect(results.map(({ resultJson }) => resultJson)).toEqual(['[true,{"n":1}]', "[true,null]"]);
});
