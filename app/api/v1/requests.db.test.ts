import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Rest, setUpRest } from "#app/_testing/rest.ts";
import { GET as unknownRoute } from "#app/api/v1/[[...rest]]/route.ts";
import { createScript, createTenant } from "#db/testing/fixtures.ts";

let rest: Rest;
beforeAll(async () => {
  rest = await setUpRest();
});
afterAll(() => rest.close());

const script = { name: "s", kind: "event_handler", language: "javascript", source: "return 1" };
const post = (raw: BodyInit, headers: Record<string, string> = {}) =>
  rest.send("POST", "/api/v1/scripts", { raw, headers });

describe("a body", () => {
  test.each([
    ["is not JSON", "{", {}, 400],
    ["is empty", "", {}, 400],
    ["is not UTF-8", new Uint8Array([0x22, 0xff, 0x22]), {}, 400],
    ["has another content type", JSON.stringify(script), { "content-type": "text/plain" }, 415],
    [
      "has another charset",
      JSON.stringify(script),
      { "content-type": "application/json; charset=latin1" },
      415,
    ],
    ["is compressed", JSON.stringify(script), { "content-encoding": "gzip" }, 415],
    ["is larger than 4 MB", JSON.stringify({ ...script, source: "x".repeat(5e6) }), {}, 413],
    ["is larger than 64 MB", new Uint8Array(70e6), {}, 413],
    ["is no object", "[]", {}, 422],
    ["is null", "null", {}, 422],
    ["is nested 100,000 deep", "[".repeat(1e5) + "]".repeat(1e5), {}, 422],
    ["has U+0000 in a key", '{"a\\u0000":1}', {}, 422],
    ["has a lone surrogate", '{"name":"\\udc00"}', {}, 422],
    ["has a number out of range", '{"name":1e999}', {}, 422],
    ["sets a prototype", '{"__proto__":{"name":"x"}}', {}, 422],
  ])("that %s is refused", async (_, raw, headers, status) => {
    const answer = await post(raw, headers);
    expect(answer.status).toBe(status);
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    expect(answer.body).toMatchObject({ type: "about:blank", status, title: expect.any(String) });
  });

  test("may name its charset", async () => {
    const headers = { "content-type": 'application/json; charset="UTF-8"' };
    expect((await post(JSON.stringify({ ...script, name: "utf8" }), headers)).status).toBe(201);
  });
});

describe("an id", () => {
  test.each([
    "x",
    "1",
    "null",
    "%00",
    "01a207b2",
    "01a207b2-18c3-707a-82e4-5285b20fcc70",
    "a".repeat(4_000),
  ])("such as %s that names nothing is 404", async (id) => {
    for (const noun of [
      "scripts",
      "subscriptions",
      "events",
      "executions",
      "deliveries",
      "replays",
    ]) {
      const answer = await rest.send("GET", `/api/v1/${noun}/${id}`);
      expect([noun, answer.status]).toEqual([noun, 404]);
    }
  });
});

describe("a query", () => {
  test.each([
    "executions?status=done",
    "executions?eventId=x",
    "executions?from=yesterday",
    "executions?from=0001-01-01T00:00:00Z",
    "executions?colour=red",
    "events?status=lost",
    "events?type=%00",
    "deliveries?state=held",
    "scripts?limit=0",
    "scripts?limit=201",
    "scripts?limit=ten",
    "scripts?limit=1.5",
    "scripts?cursor=x",
    "scripts?cursor=%F0%28%8C%28",
    "event-types?cursor=IQ",
  ])("%s is 422", async (path) => {
    const answer = await rest.send("GET", `/api/v1/${path}`);
    expect(answer.status).toBe(422);
    expect(answer.body.errors.length).toBeGreaterThan(0);
  });
});

describe("lists", () => {
  test("page by page give every item once, newest first, also while new ones come in", async () => {
    const { sql } = rest.database;
    const made: string[] = [];
    for (let n = 0; n < 7; n += 1) made.unshift(await createScript(sql, rest.b.id, "return 1"));
    const seen: string[] = [];
    let cursor = "";
    do {
      const { body } = await rest.send("GET", `/api/v1/scripts?limit=3${cursor}`, {
        key: rest.b.apiKey,
      });
      expect(body.items.length).toBeLessThanOrEqual(3);
      seen.push(...body.items.map((s: { id: string }) => s.id));
      await createScript(sql, rest.b.id, "return 1");
      cursor = body.nextCursor ? `&cursor=${body.nextCursor}` : "";
    } while (cursor !== "");
    expect(seen).toEqual(made);
  });

  test("that fit end with a null cursor, exactly full ones too", async () => {
    const tenant = await createTenant(rest.database.sql);
    const list = (query: string) =>
      rest.send("GET", `/api/v1/scripts${query}`, { key: tenant.apiKey });
    expect((await list("")).body).toEqual({ items: [], nextCursor: null });
    await createScript(rest.database.sql, tenant.id, "return 1");
    expect((await list("?limit=1")).body.nextCursor).toBeNull();
  });
});

test("a key that asks too often gets 429 and is told when to come back", async () => {
  const tenant = await createTenant(rest.database.sql, {
    limits: { managementRequestsPerMinute: 3 },
  });
  const ask = () => rest.send("GET", "/api/v1/scripts", { key: tenant.apiKey });
  const statuses = [];
  for (let n = 0; n < 4; n += 1) statuses.push((await ask()).status);
  expect(statuses).toEqual([200, 200, 200, 429]);
  const refused = await ask();
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
  expect(refused.body).toMatchObject({ status: 429, code: "rate_limited" });
});

test("an unknown route is a problem document", async () => {
  const answer = await unknownRoute(new Request("http://localhost/api/v1/nothing"));
  expect(answer.status).toBe(404);
  expect(await answer.json()).toMatchObject({ code: "not_found" });
});

test("a refused request leaves nothing behind", async () => {
  const count = async () => {
    const [row] = await rest.database.sql`
      select (select count(*) from audit_log) + (select count(*) from scripts) as n`;
    return row?.["n"];
  };
  await post(JSON.stringify({ ...script, name: "once" }));
  const before = await count();
  expect((await post(JSON.stringify({ ...script, name: "once" }))).status).toBe(409);
  expect(await count()).toBe(before);
});
