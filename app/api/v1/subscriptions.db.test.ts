import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Rest, setUpRest } from "#app/_testing/rest.ts";
import { seedDelivery, seedEvent } from "#app/_testing/seed.ts";
import { createScript } from "#db/testing/fixtures.ts";

let rest: Rest;
let scriptId: string;
beforeAll(async () => {
  rest = await setUpRest({ subscriptionsPerScript: 20, subscriptionsPerTenant: 25 });
});
afterAll(() => rest.close());
beforeEach(async () => {
  await rest.database.sql`delete from subscriptions`;
  scriptId = await createScript(rest.database.sql, rest.a.id, "return 1");
});

function subscribe(more: Record<string, unknown> = {}) {
  const body = { scriptId, eventType: "finance.payment.created", ...more };
  return rest.send("POST", "/api/v1/subscriptions", { body });
}

async function subscribed(more: Record<string, unknown> = {}) {
  const answer = await subscribe(more);
  expect([answer.status, answer.body]).toMatchObject([201, {}]);
  return answer.body;
}

const patch = (id: string, body: unknown) =>
  rest.send("PATCH", `/api/v1/subscriptions/${id}`, { body });

describe("a new subscription", () => {
  test("comes back with every default", async () => {
    expect(await subscribed()).toEqual({
      id: expect.any(String),
      scriptId,
      eventType: "finance.payment.created",
      filter: null,
      priority: 100,
      retryCount: 3,
      backoff: { kind: "exponential", baseMs: 2_000, factor: 2, maxMs: 3_600_000 },
      breaker: "on",
      orderingKey: null,
      onLoop: "avoid",
      active: true,
      createdAt: expect.any(String),
      updatedAt: expect.any(String),
      warnings: [],
    });
  });

  test("takes every field", async () => {
    const fields = {
      filter: "$.amount > 100",
      priority: 0,
      retryCount: 0,
      breaker: "off",
      orderingKey: "$.orderId",
      onLoop: "allow",
      active: false,
    };
    expect(await subscribed(fields)).toMatchObject(fields);
    const partial = await subscribed({ backoff: { kind: "exponential", baseMs: 50 } });
    expect(partial.backoff).toEqual({
      kind: "exponential",
      baseMs: 50,
      factor: 2,
      maxMs: 3_600_000,
    });
    const list = { kind: "list", delaysMs: [0, 10, 20] };
    expect((await subscribed({ backoff: list })).backoff).toEqual(list);
  });

  test.each([
    [{ eventType: "finance.**" }, "eventType"],
    [{ eventType: "*.created" }, "eventType"],
    [{ eventType: "1a" }, "eventType"],
    [{ eventType: "" }, "eventType"],
    [{ eventType: undefined }, "eventType"],
    [{ priority: -1 }, "priority"],
    [{ priority: 1.5 }, "priority"],
    [{ priority: 2 ** 31 }, "priority"],
    [{ retryCount: 21 }, "retryCount"],
    [{ backoff: { kind: "fixed" } }, "backoff.delayMs"],
    [{ backoff: { kind: "fixed", delayMs: -1 } }, "backoff.delayMs"],
    [{ backoff: { kind: "fixed", delayMs: 1, factor: 2 } }, "backoff.factor"],
    [{ backoff: { kind: "list", delaysMs: [] } }, "backoff.delaysMs"],
    [{ backoff: { kind: "never" } }, "backoff.kind"],
    [{ breaker: "half" }, "breaker"],
    [{ orderingKey: "orderId" }, "orderingKey"],
    [{ orderingKey: "$.a()" }, "orderingKey"],
    [{ onLoop: "maybe" }, "onLoop"],
    [{ active: "yes" }, "active"],
    [{ retries: 3 }, "retries"],
    [{ scriptId: "x" }, "scriptId"],
    [{ filter: { amount: { $gtt: 100 } } }, "filter"],
    [{ filter: ["paid"] }, "filter"],
    [{ filter: 5 }, "filter"],
    [{ filter: "" }, "filter"],
  ])("with %j is refused at %s", async (more, path) => {
    const answer = await subscribe(more);
    expect(answer.status).toBe(422);
    expect(answer.body.errors.map((e: { path: string }) => e.path)).toContain(path);
  });

  const form = { amount: { $gt: 100 }, status: ["paid", "settled"], $or: [{ a: null }, { b: 1 }] };

  test("takes a filter as a JSON object, and gives it back as one", async () => {
    const made = await subscribed({ filter: form });
    expect(made.filter).toEqual(form);
    const { body } = await rest.send("GET", `/api/v1/subscriptions/${made.id}`);
    expect(body.filter).toEqual(form);
    const { body: list } = await rest.send("GET", `/api/v1/subscriptions?scriptId=${scriptId}`);
    expect(list.items).toMatchObject([{ filter: form }]);
    const [row] = await rest.database.sql`select filter from subscriptions where id = ${made.id}`;
    expect(row).toEqual({ filter: JSON.stringify(form) });
  });

  test("takes a filter as the text of a JSON object", async () => {
    const made = await subscribed({ filter: '{ "amount": {"$gt": 100} }' });
    expect(made.filter).toEqual({ amount: { $gt: 100 } });
  });

  test.each([
    [{ amount: { $gtt: 100 } }, 12, /did you mean/i],
    [{ status: "paid", a: { $and: [] } }, 30, /list/],
    [{ a: "x".repeat(1_100) }, 1_025, /1024/],
    [JSON.parse('{"__proto__": {"$gt": 1}}'), 2, /__proto__/],
  ])("refuses %j with line and column", async (filter, column, message) => {
    const { status, body } = await subscribe({ filter });
    expect(status).toBe(422);
    expect(body.errors).toEqual([
      { path: "filter", line: 1, column, message: expect.stringMatching(message) },
    ]);
  });

  test("with a filter that does not parse is refused with line and column", async () => {
    const answer = await subscribe({ filter: "$.a ==\n process.exit()" });
    expect(answer.status).toBe(422);
    const [error] = answer.body.errors;
    expect(error).toMatchObject({ path: "filter", line: 2, column: expect.any(Number) });
  });

  test("of a script that does not exist is 404", async () => {
    const body = { scriptId: "01a207b2-18c3-707a-82e4-5285b20fcc70" };
    expect((await subscribe(body)).status).toBe(404);
  });

  test("warns when another of the same script matches the same events", async () => {
    const first = await subscribed({ eventType: "finance.*" });
    const second = await subscribed({ eventType: "finance.payment.created" });
    expect(second.warnings).toEqual([expect.stringContaining(first.id)]);
    expect((await subscribed({ eventType: "crm.*" })).warnings).toEqual([]);
  });

  test("warns of a filter that reads nothing of the event, also when it is changed to one", async () => {
    const reads = "The filter reads nothing of the event: it is true for";
    const { id, warnings } = await subscribed({ eventType: "warn.a", filter: "[1]" });
    expect(warnings).toEqual([`${reads} every one.`]);
    const change = async (filter: unknown) => {
      const path = `/api/v1/subscriptions/${id}`;
      return (await rest.send("PATCH", path, { body: { filter } })).body.warnings;
    };
    expect(await change("null")).toEqual([`${reads} none.`]);
    expect(await change({})).toEqual([]);
    expect(await change(null)).toEqual([]);
  });
});

describe("limits", () => {
  test("a script has at most 20, also when all are asked for at once", async () => {
    const answers = await Promise.all(Array.from({ length: 30 }, () => subscribe()));
    expect(answers.filter((a) => a.status === 201)).toHaveLength(20);
    expect(answers.filter((a) => a.status === 409)).toHaveLength(10);
  });

  test("a tenant has at most 25, over all its scripts", async () => {
    const scripts = await Promise.all(
      Array.from({ length: 3 }, () => createScript(rest.database.sql, rest.a.id, "return 1")),
    );
    const answers = await Promise.all(
      Array.from({ length: 36 }, (_, i) => subscribe({ scriptId: scripts[i % 3] })),
    );
    expect(answers.filter((a) => a.status === 201)).toHaveLength(25);
    expect(answers.filter((a) => a.status === 409)).toHaveLength(11);
    const body = {
      scriptId: await createScript(rest.database.sql, rest.b.id, "return 1"),
      eventType: "a",
    };
    const ofB = await rest.send("POST", "/api/v1/subscriptions", { body, key: rest.b.apiKey });
    expect(ofB.status).toBe(201);
  });

  test("deleting one makes room", async () => {
    const all = await Promise.all(Array.from({ length: 20 }, () => subscribed()));
    expect((await subscribe()).status).toBe(409);
    await rest.send("DELETE", `/api/v1/subscriptions/${all[0].id}`);
    expect((await subscribe()).status).toBe(201);
  });
});

describe("the list", () => {
  test("?eventType keeps those that would match", async () => {
    const patterns = [
      "*",
      "finance.*",
      "finance.payment.*",
      "finance.payment.created",
      "finance",
      "crm.*",
    ];
    for (const eventType of patterns) await subscribed({ eventType });
    const matching = async (type: string) => {
      const answer = await rest.send("GET", `/api/v1/subscriptions?eventType=${type}`);
      return answer.body.items.map((s: { eventType: string }) => s.eventType).sort();
    };
    expect(await matching("finance.payment.created")).toEqual(patterns.slice(0, 4).sort());
    expect(await matching("finance")).toEqual(["*", "finance"]);
    expect(await matching("Finance.payment.created")).toEqual(["*"]);
  });

  test("?scriptId keeps those of one script", async () => {
    const { id } = await subscribed();
    await subscribed({ scriptId: await createScript(rest.database.sql, rest.a.id, "return 1") });
    const answer = await rest.send("GET", `/api/v1/subscriptions?scriptId=${scriptId}`);
    expect(answer.body.items.map((s: { id: string }) => s.id)).toEqual([id]);
  });
});

describe("PATCH", () => {
  test("changes what it names and leaves the rest", async () => {
    const made = await subscribed({ filter: "$.a == 1", priority: 5 });
    const changed = await patch(made.id, { priority: 6, active: false });
    expect(changed.status).toBe(200);
    expect(changed.body).toMatchObject({ filter: "$.a == 1", priority: 6, active: false });
  });

  test("replaces a filter whole, whichever form it had", async () => {
    const { id } = await subscribed({ filter: { a: 1, b: { $gt: 1, $lt: 5 } } });
    const changed = await patch(id, { filter: { b: { $gt: 2 }, c: null } });
    expect(changed.body.filter).toEqual({ b: { $gt: 2 }, c: null });
    expect((await patch(id, { priority: 7 })).body.filter).toEqual({ b: { $gt: 2 }, c: null });
    expect((await patch(id, { filter: "$.a == 1" })).body.filter).toBe("$.a == 1");
    expect((await patch(id, { filter: {} })).body.filter).toEqual({});
    expect((await patch(id, { filter: null })).body.filter).toBeNull();
    const refused = await patch(id, { filter: { a: {} } });
    expect([refused.status, refused.body.errors]).toMatchObject([422, [{ line: 1, column: 6 }]]);
  });

  test("null restores the default, objects merge, another kind replaces", async () => {
    const { id } = await subscribed({ filter: "$.a == 1", priority: 5, orderingKey: "$.a" });
    const reset = await patch(id, { filter: null, priority: null, orderingKey: null });
    expect(reset.body).toMatchObject({ filter: null, priority: 100, orderingKey: null });
    const merged = await patch(id, { backoff: { baseMs: 7 } });
    const exponential = { kind: "exponential", baseMs: 7, factor: 2, maxMs: 3_600_000 };
    expect(merged.body.backoff).toEqual(exponential);
    const replaced = await patch(id, { backoff: { kind: "fixed", delayMs: 5 } });
    expect(replaced.body.backoff).toEqual({ kind: "fixed", delayMs: 5 });
  });

  test.each([
    [{ retryCount: 21 }, "retryCount"],
    [{ eventType: null }, "eventType"],
    [{ filter: "$." }, "filter"],
    [{ colour: null }, "colour"],
    [{ scriptId: "01a207b2-18c3-707a-82e4-5285b20fcc70" }, "scriptId"],
    [{ id: "x" }, "id"],
    [{ backoff: { delayMs: 5 } }, "backoff.delayMs"],
  ])("with %j is refused at %s and changes nothing", async (body, path) => {
    const made = await subscribed();
    const answer = await patch(made.id, body);
    expect(answer.status).toBe(422);
    expect(answer.body.errors.map((e: { path: string }) => e.path)).toContain(path);
    const { warnings: _, ...before } = made;
    expect((await rest.send("GET", `/api/v1/subscriptions/${made.id}`)).body).toEqual(before);
  });

  test("takes application/merge-patch+json", async () => {
    const { id } = await subscribed();
    const headers = { "content-type": "application/merge-patch+json" };
    const request = { body: { priority: 1 }, headers };
    const answer = await rest.send("PATCH", `/api/v1/subscriptions/${id}`, request);
    expect(answer.body.priority).toBe(1);
  });
});

test("deleting a subscription cancels what waits for it", async () => {
  const { id } = await subscribed();
  const { sql } = rest.database;
  const eventId = await seedEvent(sql, { tenantId: rest.a.id, type: "a.b" });
  const of = { tenantId: rest.a.id, scriptId, subscriptionId: id, eventId, eventType: "a.b" };
  const delivery = await seedDelivery(sql, of, { state: "scheduled", attempts: 2 });
  expect((await rest.send("DELETE", `/api/v1/subscriptions/${id}`)).status).toBe(204);
  expect((await rest.send("DELETE", `/api/v1/subscriptions/${id}`)).status).toBe(404);
  const read = await rest.send("GET", `/api/v1/deliveries/${delivery}`);
  expect(read.body).toMatchObject({ state: "cancelled", attempts: 2 });
  const closing = await rest.send("GET", `/api/v1/executions?deliveryId=${delivery}`);
  expect(closing.body.items).toMatchObject([{ status: "cancelled", error: { name: "Cancelled" } }]);
});
