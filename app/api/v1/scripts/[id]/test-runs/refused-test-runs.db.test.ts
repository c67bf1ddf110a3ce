import { afterAll, beforeAll, expect, test } from "vitest";
import { example, setUpTestRuns, type TestRunDesk } from "#app/_testing/test-runs.ts";
import { createTenant } from "#db/testing/fixtures.ts";

let desk: TestRunDesk;
beforeAll(async () => {
  desk = await setUpTestRuns();
  await desk.startWorker();
});
afterAll(() => desk.close());

const uuid = "0198c0de-0000-7000-8000-000000000001";
const deep = JSON.parse(`${"[".repeat(33)}${"]".repeat(33)}`) as unknown;
const wide = Object.fromEntries(Array.from({ length: 5_001 }, (_, i) => [`k${i}`, 0]));
const event = (data: unknown, type = "a.b") => ({ event: { type, data } });

test.each<[string, object, number, string | null]>([
  ["neither event nor eventId", {}, 422, "event"],
  ["both event and eventId", { ...example, eventId: uuid }, 422, "event"],
  ["version and source", { ...example, version: 1, source: "return 1" }, 422, "source"],
  ["a version there is not", { ...example, version: 9 }, 422, "version"],
  ["version 0", { ...example, version: 0 }, 422, "version"],
  ["a field nobody knows", { ...example, dry: true }, 422, "dry"],
  ["an example without data", { event: { type: "a.b" } }, 422, "event.data"],
  ["an example without type", { event: { data: 1 } }, 422, "event.type"],
  ["a type that is none", event(1, "not a type"), 422, "event.type"],
  ["a type of the product's own", event(1, "scriptbus.x"), 422, "event.type"],
  ["a payload too deep", event(deep), 422, "event.data"],
  ["a payload with too many keys", event(wide), 422, "event.data"],
  ["a payload with U+0000", event({ a: "\u0000" }), 422, "event.data.a"],
  ["a payload too large", event("x".repeat(262_144)), 413, null],
  ["a source that does not parse", { ...example, source: "return 1;\n  const = 1" }, 422, "source"],
  ["a source too large", { ...example, source: `//${"x".repeat(102_400)}` }, 422, "source"],
  ["an event there is not", { eventId: uuid }, 404, null],
  ["an event id that is none", { eventId: "x" }, 422, "eventId"],
])("%s", async (_, body, status, path) => {
  const { sql } = desk.rest.database;
  const { run, tenant } = await desk.scene("return 1");
  const answer = await run(body);
  expect(answer.status).toBe(status);
  expect(answer.headers.get("content-type")).toBe("application/problem+json");
  if (path) expect(answer.body.errors).toMatchObject([{ path }]);
  expect(await sql`select from executions where tenant_id = ${tenant.id}`).toHaveLength(0);
});

test("a source that does not parse is refused with its place", async () => {
  const { run } = await desk.scene("return 1");
  const { body } = await run({ ...example, source: "return 1;\n  const = 1" });
  expect(body.errors).toMatchObject([{ path: "source", line: 2, column: 9 }]);
});

test("what belongs to another tenant", async () => {
  const own = await desk.scene("return 1");
  const other = await desk.scene("return 2");
  const eventId = await desk.publish(other.tenant, { type: "a.b", data: 1 });
  expect((await own.run({ eventId })).status).toBe(404);
  expect((await desk.testRun(own.tenant, other.scriptId, example)).status).toBe(404);
});

test("whoever may not", async () => {
  const { sql } = desk.rest.database;
  const { scriptId } = await desk.scene("return 1");
  const reader = await createTenant(sql, { scopes: ["read", "replay", "events:write"] });
  expect((await desk.testRun(reader, scriptId, example)).status).toBe(403);
  const path = `/api/v1/scripts/${scriptId}/test-runs`;
  expect((await desk.rest.send("POST", path, { key: "", body: example })).status).toBe(401);
});

test("what is no JSON", async () => {
  const { scriptId } = await desk.scene("return 1");
  const path = `/api/v1/scripts/${scriptId}/test-runs`;
  expect((await desk.rest.send("POST", path, { raw: "{" })).status).toBe(400);
  const headers = { "content-type": "text/plain" };
  expect((await desk.rest.send("POST", path, { raw: "{}", headers })).status).toBe(415);
  expect((await desk.rest.send("GET", path)).status).toBe(405);
});

test("the sixty-first in a minute", async () => {
  const { run, tenant } = await desk.scene("return 1");
  const other = await desk.scene("return 1");
  for (let i = 0; i < 60; i += 1) expect((await run({})).status).toBe(422);
  const refused = await run(example);
  expect([refused.status, refused.body.code]).toEqual([429, "rate_limited"]);
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
  expect(tenant.id).not.toBe(other.tenant.id);
  expect((await other.run(example)).status).toBe(200);
});

test("the third of a tenant at a time, while another tenant's runs", async () => {
  const { run } = await desk.scene("await sdk.sleep(3_000); return 1");
  const other = await desk.scene("return 1");
  const three = await Promise.all([run(example), run(example), run(example)]);
  expect(three.map(({ status }) => status).sort()).toEqual([200, 200, 429]);
  const refused = three.find(({ status }) => status === 429);
  expect(Number(refused?.headers.get("retry-after"))).toBeGreaterThan(0);
  expect((await other.run(example)).body.result).toBe(1);
  expect((await run({ ...example, source: "return 3" })).body.result).toBe(3);
});
