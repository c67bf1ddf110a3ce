import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Rest, setUpRest } from "#app/_testing/rest.ts";
import {
  type DeliveryOf,
  type Seed,
  seedDeath,
  seedDelivery,
  seedEvent,
  seedTenant,
} from "#app/_testing/seed.ts";

let rest: Rest;
let seed: Seed;
beforeAll(async () => {
  rest = await setUpRest();
  seed = await seedTenant(rest.database.sql, rest.a.id);
});
afterAll(() => rest.close());

async function freshEvent(): Promise<DeliveryOf> {
  const { sql } = rest.database;
  const eventId = await seedEvent(sql, { tenantId: rest.a.id, type: seed.eventType });
  const { scriptId, subscriptionId, eventType } = seed;
  return { tenantId: rest.a.id, scriptId, subscriptionId, eventId, eventType };
}

const read = async (id: string) => (await rest.send("GET", `/api/v1/deliveries/${id}`)).body;
const act = (id: string, verb: string) => rest.send("POST", `/api/v1/deliveries/${id}/${verb}`);
const ids = (items: { id: string }[]) => items.map((item) => item.id);

describe("reading deliveries", () => {
  test("shows those that wait and those that have finished, newest first", async () => {
    const of = await freshEvent();
    const ready = await seedDelivery(rest.database.sql, of);
    const dead = await seedDeath(rest.database.sql, of);
    const answer = await rest.send("GET", `/api/v1/deliveries?eventId=${of.eventId}`);
    expect(ids(answer.body.items).sort()).toEqual([ready, dead.deliveryId].sort());
    expect(await read(dead.deliveryId)).toMatchObject({
      state: "dead",
      attempts: 4,
      maxAttempts: 4,
      finishedAt: expect.any(String),
    });
  });

  test("says when a retry is due and why others wait", async () => {
    const of = await freshEvent();
    const { sql } = rest.database;
    const scheduled = await seedDelivery(sql, of, { state: "scheduled", attempts: 1 });
    const waiting = await seedDelivery(sql, of, { state: "waiting" });
    expect(await read(scheduled)).toMatchObject({
      reason: "retry",
      nextAttemptAt: expect.any(String),
    });
    expect(await read(waiting)).toMatchObject({ reason: "priority" });
    const retries = await rest.send("GET", `/api/v1/deliveries?reason=retry&eventId=${of.eventId}`);
    expect(ids(retries.body.items)).toEqual([scheduled]);
    const states = await rest.send("GET", `/api/v1/deliveries?state=waiting&eventId=${of.eventId}`);
    expect(ids(states.body.items)).toEqual([waiting]);
  });

  test("the oldest delivery of an ordering key blocks the others", async () => {
    const of = await freshEvent();
    const { sql } = rest.database;
    const first = await seedDelivery(sql, of);
    const second = await seedDelivery(sql, of);
    await sql`update deliveries set ordering_key = '"k"', event_seq = 10 where id = ${first}`;
    await sql`update deliveries set ordering_key = '"k"', event_seq = 11 where id = ${second}`;
    expect(await read(first)).not.toHaveProperty("reason");
    expect(await read(second)).toMatchObject({ state: "ready", reason: "ordering_key" });
  });
});

describe("a running delivery", () => {
  test("is a running execution", async () => {
    const of = await freshEvent();
    const id = await seedDelivery(rest.database.sql, of, { state: "running", attempts: 1 });
    const list = await rest.send("GET", `/api/v1/executions?deliveryId=${id}`);
    expect(list.body.items).toMatchObject([{ status: "running", attempt: 2, version: 1 }]);
    const [{ id: executionId }] = list.body.items;
    const one = await rest.send("GET", `/api/v1/executions/${executionId}`);
    expect(one.body).toMatchObject({ deliveryId: id, status: "running", logs: [], effects: [] });
    const running = await rest.send("GET", "/api/v1/executions?status=running");
    expect(ids(running.body.items)).toContain(executionId);
  });

  test("that is cancelled closes the execution that was running", async () => {
    const of = await freshEvent();
    const id = await seedDelivery(rest.database.sql, of, { state: "running" });
    const before = await rest.send("GET", `/api/v1/executions?deliveryId=${id}`);
    expect((await act(id, "cancel")).body).toMatchObject({ id, state: "cancelled" });
    const after = await rest.send("GET", `/api/v1/executions?deliveryId=${id}`);
    expect(ids(after.body.items)).toEqual(ids(before.body.items));
    expect(after.body.items).toMatchObject([{ status: "cancelled", attempt: 1 }]);
  });
});

describe("cancelling", () => {
  test("leaves a finished delivery behind, once", async () => {
    const of = await freshEvent();
    const id = await seedDelivery(rest.database.sql, of);
    const [one, two] = await Promise.all([act(id, "cancel"), act(id, "cancel")]);
    expect([one.status, two.status].sort()).toEqual([200, 409]);
    expect(await read(id)).toMatchObject({ state: "cancelled", attempts: 0 });
    const rows = await rest.database.sql`
      select 1 from executions where delivery_id = ${id} and status = 'cancelled'`;
    expect(rows).toHaveLength(1);
  });

  test("a dead delivery is a conflict", async () => {
    const dead = await seedDeath(rest.database.sql, await freshEvent());
    expect((await act(dead.deliveryId, "cancel")).status).toBe(409);
  });

  test("opens the next priority when nothing else holds the gate", async () => {
    const of = await freshEvent();
    const { sql } = rest.database;
    const first = await seedDelivery(sql, of, { priority: 0, gated: true });
    const beside = await seedDelivery(sql, of, { priority: 0, gated: true, state: "running" });
    const skipped = await seedDelivery(sql, of, { priority: 1, gated: true, state: "waiting" });
    const last = await seedDelivery(sql, of, { priority: 2, gated: true, state: "waiting" });
    await sql`
      insert into event_gates (event_id, tenant_id, open_priority, remaining)
      values (${of.eventId}, ${of.tenantId}, 0, 2)`;
    await act(skipped, "cancel");
    await act(first, "cancel");
    expect((await read(last)).state).toBe("waiting");
    await act(beside, "cancel");
    expect((await read(last)).state).toBe("ready");
    const [gate] = await sql`select * from event_gates where event_id = ${of.eventId}`;
    expect(gate).toMatchObject({ open_priority: 2, remaining: 1 });
  });
});

describe("retry now", () => {
  test("makes a scheduled retry due", async () => {
    const of = await freshEvent();
    const id = await seedDelivery(rest.database.sql, of, { state: "scheduled", attempts: 1 });
    const answer = await act(id, "retry-now");
    expect(answer.status).toBe(200);
    expect(Date.parse(answer.body.nextAttemptAt)).toBeLessThanOrEqual(Date.now() + 1_000);
    const [row] = await rest.database
      .sql`select due_at <= now() as due from deliveries where id = ${id}`;
    expect(row?.["due"]).toBe(true);
  });

  test("is a conflict for any other state", async () => {
    const of = await freshEvent();
    for (const state of ["ready", "waiting", "running"] as const) {
      const id = await seedDelivery(rest.database.sql, of, { state });
      expect((await act(id, "retry-now")).status).toBe(409);
    }
    const dead = await seedDeath(rest.database.sql, of);
    expect((await act(dead.deliveryId, "retry-now")).status).toBe(409);
  });
});

test("an execution shows its log, its error and its result as it was stored", async () => {
  const of = await freshEvent();
  const { sql } = rest.database;
  const { executionId } = await seedDeath(sql, of);
  await sql`
    insert into execution_logs (execution_id, tenant_id, chunk, lines)
    values (${executionId}, ${of.tenantId}, 1, '[{"at":"2026-11-23T00:00:01.000Z","level":"warn","message":"again"}]')`;
  await sql`update executions set result = '{"big":12345678901234567890}' where id = ${executionId}`;
  const { body } = await rest.send("GET", `/api/v1/executions/${executionId}`);
  expect(body.logs.map((line: { message: string }) => line.message)).toEqual(["hello", "again"]);
  expect(body.error).toEqual({ name: "Error", message: "no such customer", line: 1, column: 7 });
  expect(body.result).toEqual(JSON.parse('{"big":12345678901234567890}'));
  const [item] = (await rest.send("GET", `/api/v1/executions?eventId=${of.eventId}`)).body.items;
  for (const field of ["result", "logs", "effects"]) expect(item).not.toHaveProperty(field);
});
