import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Rest, setUpRest } from "#app/_testing/rest.ts";
import { seedDelivery } from "#app/_testing/seed.ts";
import { createScript, createSubscription } from "#db/testing/fixtures.ts";

let rest: Rest;
beforeAll(async () => {
  rest = await setUpRest();
});
afterAll(() => rest.close());

async function publish(type: string, data: unknown): Promise<string> {
  const answer = await rest.send("POST", "/api/v1/events", { body: { type, data } });
  expect(answer.status).toBe(202);
  return answer.body.id;
}

/** As the router leaves an event: taken from its list, with a skip or without. */
async function routed(eventId: string, skips: { id: string | null; reason: string }[] = []) {
  const { sql } = rest.database;
  await sql`delete from unrouted_events where event_id = ${eventId}`;
  for (const { id, reason } of skips) {
    await sql`insert into event_skips (event_id, tenant_id, subscription_id, reason)
      values (${eventId}, ${rest.a.id}, ${id}, ${reason})`;
  }
}

const read = async (id: string) => (await rest.send("GET", `/api/v1/events/${id}`)).body;

describe("publishing through the route", () => {
  test("answers 202 and the event can be read as it was sent", async () => {
    const id = await publish("crm.client.updated", { name: "Ada" });
    expect(await read(id)).toMatchObject({
      id,
      type: "crm.client.updated",
      source: "api",
      hop: 0,
      status: "unrouted",
      data: { name: "Ada" },
      deliveries: [],
      skipped: [],
    });
  });

  test("answers 207 for a batch with one bad item and stores the good ones", async () => {
    const body = [
      { type: "batch.a", data: 1 },
      { type: "not a type", data: 2 },
      { type: "batch.a", data: 3 },
    ];
    const answer = await rest.send("POST", "/api/v1/events", { body });
    expect(answer.status).toBe(207);
    expect(answer.body.items.map((i: { status: number }) => i.status)).toEqual([202, 422, 202]);
    const list = await rest.send("GET", "/api/v1/events?type=batch.a");
    expect(list.body.items.map((e: { data: number }) => e.data)).toEqual([3, 1]);
  });

  test.each([
    ["not JSON", "{", {}, 400],
    ["another content type", "a=1", { "content-type": "text/plain" }, 415],
    ["another encoding", "{}", { "content-encoding": "gzip" }, 415],
    ["no envelope", "{}", {}, 422],
    ["U+0000", '{"type":"a.b","data":"\\u0000"}', {}, 422],
    ["a lone surrogate", '{"type":"a.b","data":"\\ud800"}', {}, 422],
    ["1e400", '{"type":"a.b","data":1e400}', {}, 422],
    ["depth 100,000", `{"type":"a.b","data":${"[".repeat(1e5)}${"]".repeat(1e5)}}`, {}, 422],
    ["10 MB", `{"type":"a.b","data":"${"x".repeat(1e7)}"}`, {}, 413],
  ])("refuses %s and stores nothing", async (_, raw, headers, status) => {
    const count = async () => (await rest.database.sql`select 1 from events`).length;
    const before = await count();
    const answer = await rest.send("POST", "/api/v1/events", { raw, headers });
    expect(answer.status).toBe(status);
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    expect(answer.headers.get("x-request-id")).toBeTruthy();
    expect(await count()).toBe(before);
  });

  test("refuses more events in a second than the tenant may send", async () => {
    const { sql } = rest.database;
    await sql`update tenants set limits = limits || '{"eventsPerSecond": 3}' where id = ${rest.b.id}`;
    const send = () =>
      rest.send("POST", "/api/v1/events", { body: { type: "a.b", data: 1 }, key: rest.b.apiKey });
    const answers = await Promise.all(Array.from({ length: 8 }, send));
    expect(answers.filter((a) => a.status === 202)).toHaveLength(3);
    const refused = answers.find((a) => a.status === 429);
    expect(refused?.headers.get("retry-after")).toBe("1");
  });
});

describe("the list of events", () => {
  test("can be narrowed by type, status and time", async () => {
    const before = new Date(Date.now() - 1).toISOString();
    const open = await publish("narrow.a", 1);
    const nobody = await publish("narrow.a", 2);
    const done = await publish("narrow.a", 3);
    await routed(nobody, [{ id: null, reason: "no_subscriber" }]);
    await routed(done);
    const ids = async (query: string) => {
      const answer = await rest.send("GET", `/api/v1/events?type=narrow.a&${query}`);
      return answer.body.items.map((e: { id: string }) => e.id);
    };
    expect(await ids("status=unrouted")).toEqual([open]);
    expect(await ids("status=no_subscriber")).toEqual([nobody]);
    expect(await ids("status=routed")).toEqual([done]);
    expect(await ids(`from=${before}`)).toEqual([done, nobody, open]);
    expect(await ids(`to=${before}`)).toEqual([]);
    expect(await ids("from=2000-01-01&to=2001-01-01")).toEqual([]);
  });

  test("can be searched by a filter expression, page by page", async () => {
    for (let n = 0; n < 6; n += 1) await publish("search.a", { n });
    const find = async (query: string) =>
      (await rest.send("GET", `/api/v1/events?type=search.a&${query}`)).body;
    const even = encodeURIComponent("$.n % 2 == 0");
    const first = await find(`q=${even}&limit=2`);
    expect(first.items.map((e: { data: { n: number } }) => e.data.n)).toEqual([4, 2]);
    expect(first.partial).toBe(false);
    const second = await find(`q=${even}&limit=2&cursor=${first.nextCursor}`);
    expect(second.items.map((e: { data: { n: number } }) => e.data.n)).toEqual([0]);
    expect(second.nextCursor).toBeNull();
    const bad = await rest.send("GET", `/api/v1/events?q=${encodeURIComponent("$.n ==")}`);
    const object = await rest.send("GET", `/api/v1/events?q=${encodeURIComponent('{"n":1}')}`);
    expect([object.status, object.body.errors]).toMatchObject([422, [{ path: "q", column: 1 }]]);
    expect(bad.body).toMatchObject({ status: 422, errors: [{ path: "q", line: 1 }] });
  });
});

describe("one event", () => {
  test("shows its deliveries, who was skipped, and whose filter was not true", async () => {
    const { sql } = rest.database;
    const tenantId = rest.a.id;
    const scriptId = await createScript(sql, tenantId, "return 1");
    const of = { tenantId, scriptId, eventType: "detail.a" };
    const receiver = await createSubscription(sql, of, { filter: "$.n == 1" });
    const missed = await createSubscription(
      sql,
      { ...of, eventType: "detail.*" },
      { filter: "$.n == 2" },
    );
    const off = await createSubscription(sql, of, { active: false });
    await createSubscription(sql, { ...of, eventType: "other.a" });
    const eventId = await publish("detail.a", { n: 1 });
    expect((await read(eventId)).skipped).toEqual([]);
    await routed(eventId, [{ id: off, reason: "inactive" }]);
    const deliveryId = await seedDelivery(sql, { ...of, subscriptionId: receiver, eventId });
    await createSubscription(sql, of, { filter: "$.n == 3" });
    const event = await read(eventId);
    expect(event.deliveries).toEqual([
      {
        id: deliveryId,
        subscriptionId: receiver,
        scriptId,
        state: "ready",
        attempts: 0,
        priority: 100,
      },
    ]);
    expect(event.skipped).toEqual([
      { subscriptionId: off, reason: "inactive", detail: null },
      { subscriptionId: missed, reason: "filter", detail: expect.stringContaining("$.n == 2") },
    ]);
  });
});

describe("event types", () => {
  test("are listed as observed, and can be described before they come", async () => {
    await publish("types.observed", 1);
    const put = await rest.send("PUT", "/api/v1/event-types/types.planned", {
      body: { description: "soon" },
    });
    expect(put.body).toMatchObject({ name: "types.planned", description: "soon" });
    const names: string[] = [];
    for (let cursor = ""; ; ) {
      const { body } = await rest.send("GET", `/api/v1/event-types?limit=2${cursor}`);
      names.push(...body.items.map((t: { name: string }) => t.name));
      if (!body.nextCursor) break;
      cursor = `&cursor=${body.nextCursor}`;
    }
    expect(names).toEqual([...new Set(names)]);
    expect(names).toEqual(expect.arrayContaining(["types.observed", "types.planned"]));
    const seen = await rest.send("GET", "/api/v1/event-types/types.observed");
    expect(seen.body).toMatchObject({ name: "types.observed", description: null });
    expect((await rest.send("GET", "/api/v1/event-types/types.never")).status).toBe(404);
    expect((await rest.send("GET", "/api/v1/event-types/no type")).status).toBe(404);
  });
});
