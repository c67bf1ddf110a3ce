import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Rest, setUpRest } from "#app/_testing/rest.ts";
import { type DeliveryOf, seedDeath, seedEvent, seedTenant } from "#app/_testing/seed.ts";

let rest: Rest;
let of: DeliveryOf;
let letterId: string;
beforeAll(async () => {
  rest = await setUpRest();
});
afterAll(() => rest.close());
beforeEach(async () => {
  const { sql } = rest.database;
  await sql`delete from dead_letters`;
  await sql`delete from deliveries`;
  const seed = await seedTenant(sql, rest.a.id);
  const { scriptId, subscriptionId, eventType } = seed;
  const eventId = await seedEvent(sql, {
    tenantId: rest.a.id,
    type: eventType,
    data: '{"orderId":7}',
  });
  of = { tenantId: rest.a.id, scriptId, subscriptionId, eventId, eventType };
  await sql`delete from dead_letters`;
  letterId = (await seedDeath(sql, of)).letterId;
});

const replay = (body: Record<string, unknown> = {}) =>
  rest.send("POST", `/api/v1/dead-letters/${letterId}/replay`, {
    body: { reason: "mended", ...body },
  });
const discard = (body: unknown = { reason: "no use" }) =>
  rest.send("POST", `/api/v1/dead-letters/${letterId}/discard`, { body });
const letter = async () => (await rest.send("GET", `/api/v1/dead-letters/${letterId}`)).body;

async function deliveryRow(id: string) {
  const [row] = await rest.database.sql`select * from deliveries where id = ${id}`;
  return row;
}

describe("dead letters", () => {
  test("keep the payload and the last error", async () => {
    expect(await letter()).toMatchObject({
      state: "open",
      eventId: of.eventId,
      version: 1,
      attempts: 4,
      error: { name: "Error", message: "no such customer" },
      data: { orderId: 7 },
    });
  });

  test("are grouped by what went wrong, newest group first", async () => {
    const { sql } = rest.database;
    await seedDeath(sql, of);
    const other = await seedDeath(sql, of, { message: "another thing" });
    const groups = (await rest.send("GET", "/api/v1/dead-letters/groups")).body.items;
    expect(groups).toMatchObject([
      { count: 1, sampleId: other.letterId, error: { message: "another thing" } },
      { count: 2, scriptId: of.scriptId, error: { message: "no such customer" } },
    ]);
    const [first] = groups;
    const list = await rest.send(
      "GET",
      `/api/v1/dead-letters?fingerprint=${encodeURIComponent(first.fingerprint)}`,
    );
    expect(list.body.items.map((l: { id: string }) => l.id)).toEqual([other.letterId]);
    const page = await rest.send("GET", "/api/v1/dead-letters/groups?limit=1");
    const next = await rest.send(
      "GET",
      `/api/v1/dead-letters/groups?limit=1&cursor=${page.body.nextCursor}`,
    );
    expect([...page.body.items, ...next.body.items]).toEqual(groups);
  });

  test("are discarded with a reason, once", async () => {
    expect((await discard({})).status).toBe(422);
    expect((await discard({ reason: "  " })).status).toBe(422);
    const answers = await Promise.all([discard(), discard()]);
    expect(answers.map((a) => a.status).sort()).toEqual([200, 409]);
    expect((await letter()).state).toBe("discarded");
    expect((await replay()).status).toBe(409);
  });
});

describe("replaying one letter", () => {
  test("makes a delivery with the old idempotency key, behind all others of its key", async () => {
    const answer = await replay();
    expect(answer.status).toBe(202);
    const row = await deliveryRow(answer.body.deliveryId);
    const [before] = await rest.database.sql`select * from dead_letters where id = ${letterId}`;
    expect(row).toMatchObject({
      state: "ready",
      attempts: 0,
      max_attempts: 4,
      event_id: of.eventId,
      idempotency_key: before?.["idempotency_key"],
      dead_letter_id: letterId,
      replay_id: answer.body.replayId,
      pinned_version: null,
      data_bytes: '{"orderId":7}'.length,
    });
    const [max] = await rest.database.sql`select max(seq) as seq from events`;
    expect(Number(row?.["event_seq"])).toBeGreaterThan(Number(max?.["seq"]));
    expect((await letter()).state).toBe("replaying");
    const read = await rest.send("GET", `/api/v1/replays/${answer.body.replayId}`);
    expect(read.body).toMatchObject({
      state: "running",
      total: 1,
      reason: "mended",
      dryRun: false,
    });
  });

  test("clicked twice is one replay", async () => {
    const answers = await Promise.all([replay(), replay(), replay()]);
    expect(answers.map((a) => a.status).sort()).toEqual([202, 409, 409]);
  });

  test("can pin the version", async () => {
    expect((await replay({ version: 99 })).status).toBe(422);
    expect((await replay({ version: "newest" })).status).toBe(422);
    const answer = await replay({ version: "original" });
    expect(await deliveryRow(answer.body.deliveryId)).toMatchObject({ pinned_version: 1 });
  });

  test("with an edited payload is a new event that keeps its chain and has one receiver", async () => {
    const { sql } = rest.database;
    await sql`update subscriptions set ordering_key = '$.orderId' where id = ${of.subscriptionId}`;
    const body = '{"reason":"mended","data":{"orderId":8, "big":12345678901234567890}}';
    const answer = await rest.send("POST", `/api/v1/dead-letters/${letterId}/replay`, {
      raw: body,
    });
    expect(answer.status).toBe(202);
    const row = await deliveryRow(answer.body.deliveryId);
    expect(row).toMatchObject({ ordering_key: "8", data_bytes: 41 });
    const [event] =
      await sql`select *, data::text as text from events where id = ${row?.["event_id"]}`;
    const [original] = await sql`select * from events where id = ${of.eventId}`;
    expect(event).toMatchObject({
      replay_of: of.eventId,
      type: of.eventType,
      correlation_id: original?.["correlation_id"],
      hop: 0,
      text: '{"orderId":8, "big":12345678901234567890}',
    });
    expect(Number(row?.["event_seq"])).toBe(Number(event?.["seq"]));
    expect(await sql`select 1 from unrouted_events where event_id = ${event?.["id"]}`).toEqual([]);
    const detail = await rest.send("GET", `/api/v1/events/${event?.["id"]}`);
    expect(detail.body).toMatchObject({ replayOf: of.eventId, status: "routed", skipped: [] });
    expect(detail.body.deliveries).toHaveLength(1);
  });

  test("refuses a payload that could not have come in", async () => {
    const deep = `${"[".repeat(33)}${"]".repeat(33)}`;
    const send = (data: string) =>
      rest.send("POST", `/api/v1/dead-letters/${letterId}/replay`, {
        raw: `{"reason":"x","data":${data}}`,
      });
    expect((await send(deep)).status).toBe(422);
    expect((await send('"\\u0000"')).status).toBe(422);
    expect((await send("1e400")).status).toBe(422);
    expect((await send(`"${"x".repeat(300_000)}"`)).status).toBe(413);
    expect((await letter()).state).toBe("open");
  });

  test("runs also when its event has expired: the letter has its own copy", async () => {
    await rest.database.sql`delete from events where id = ${of.eventId}`;
    const answer = await replay();
    expect(answer.status).toBe(202);
    const row = await deliveryRow(answer.body.deliveryId);
    const event = await rest.send("GET", `/api/v1/events/${row?.["event_id"]}`);
    expect(event.body).toMatchObject({ data: { orderId: 7 }, replayOf: of.eventId });
  });

  test("needs its subscription and script", async () => {
    await rest.send("DELETE", `/api/v1/subscriptions/${of.subscriptionId}`);
    expect((await replay()).status).toBe(409);
    expect((await letter()).state).toBe("open");
  });

  test("is refused where replay is switched off, and dry until test runs come", async () => {
    expect((await replay({ dryRun: true })).status).toBe(422);
    const { sql } = rest.database;
    await sql`update tenants set replay_enabled = false where id = ${rest.a.id}`;
    expect((await replay()).status).toBe(403);
    await sql`update tenants set replay_enabled = true where id = ${rest.a.id}`;
  });

  test("that is cancelled leaves the letter open and the replay done", async () => {
    const { deliveryId, replayId } = (await replay()).body;
    await rest.send("POST", `/api/v1/deliveries/${deliveryId}/cancel`);
    expect((await letter()).state).toBe("open");
    const read = await rest.send("GET", `/api/v1/replays/${replayId}`);
    expect(read.body).toMatchObject({ state: "done", failed: 1, finishedAt: expect.any(String) });
  });

  test("is possible 60 times a minute", async () => {
    const answers = await Promise.all(Array.from({ length: 61 }, () => replay()));
    const refused = answers.find((a) => a.status === 429);
    expect(Number(refused?.headers.get("retry-after"))).toBeGreaterThan(0);
  });
});
