import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type DatabaseHandle, inTenant, openDatabase } from "#db/client.ts";
import { createLine, type Line, queue } from "#db/testing/buffer.ts";
import { createScript, createSubscription, createTenant } from "#db/testing/fixtures.ts";
import { pastRun } from "#db/testing/past.ts";
import { createTestDatabase, type TestDatabase } from "#db/testing/test-database.ts";
import type { EventFacts, EventSkips, EventStory } from "#lib/events/event-story.ts";
import type { Result } from "#lib/shared/failure.ts";
import { systemActor } from "#lib/tenancy/system-actor.ts";
import { readEventFacts, readEventSkips, readEventStory } from "./event-story.ts";

let database: TestDatabase;
let app: DatabaseHandle;
beforeAll(async () => {
  database = await createTestDatabase();
  app = openDatabase(database.appUrl, { max: 1, applicationName: "event story test" });
});
afterAll(async () => {
  await app.close();
  await database.close();
});

const askFacts = (tenantId: string, id: string): Promise<Result<EventFacts>> =>
  inTenant(app.db, tenantId, (tx) => readEventFacts(tx, systemActor("test", tenantId), id));
const askStory = (tenantId: string, id: string): Promise<Result<EventStory>> =>
  inTenant(app.db, tenantId, (tx) => readEventStory(tx, systemActor("test", tenantId), id));

const askSkips = (tenantId: string, id: string): Promise<Result<EventSkips>> =>
  inTenant(app.db, tenantId, (tx) => readEventSkips(tx, systemActor("test", tenantId), id));

async function facts(tenantId: string, id: string): Promise<EventFacts> {
  const found = await askFacts(tenantId, id);
  if (!found.ok) throw new Error(found.failure.detail);
  return found.value;
}
async function story(tenantId: string, id: string): Promise<EventStory> {
  const found = await askStory(tenantId, id);
  if (!found.ok) throw new Error(found.failure.detail);
  return found.value;
}

async function skips(tenantId: string, id: string): Promise<EventSkips> {
  const found = await askSkips(tenantId, id);
  if (!found.ok) throw new Error(found.failure.detail);
  return found.value;
}

type Fields = { type?: string; data?: string; correlationId?: string; causationId?: string };

/** Routed; the first of its own chain unless `correlationId` says otherwise. */
async function event(tenantId: string, fields: Fields = {}): Promise<string> {
  const [row] = await database.sql<{ id: string }[]>`
    with made as (select uuidv7() as id)
    insert into events (id, tenant_id, type, source, "time", correlation_id, causation_id, hop, data)
    select id, ${tenantId}, ${fields.type ?? "a.b"}, 'test', now(), coalesce(${fields.correlationId ?? null}, id),
      ${fields.causationId ?? null}, ${fields.causationId ? 1 : 0}, ${fields.data ?? "{}"}::text::json
    from made returning id`;
  return row?.id ?? "";
}

describe("the facts of an event", () => {
  test("keep the payload as it was sent and name what emitted it", async () => {
    const line = await createLine(database.sql);
    const first = await event(line.tenantId);
    const executionId = await pastRun(database.sql, { ...line, eventId: first });
    const data = '{"big": 12345678901234567890,\n  "text": "ä"}';
    const id = await event(line.tenantId, { data, causationId: executionId, correlationId: first });
    expect(await facts(line.tenantId, id)).toMatchObject({
      dataJson: data,
      bytes: Buffer.byteLength(data),
      hop: 1,
      correlationId: first,
      cause: { executionId, scriptId: line.scriptId, eventId: first },
    });
    expect((await facts(line.tenantId, first)).cause).toBeNull();
  });

  test("name the execution also when its row has expired", async () => {
    const { id: tenantId } = await createTenant(database.sql);
    const executionId = randomUUID();
    const id = await event(tenantId, { causationId: executionId });
    expect((await facts(tenantId, id)).cause).toEqual({
      executionId,
      scriptId: null,
      scriptName: null,
      eventId: null,
    });
  });
});

describe("who reacted", () => {
  test("tells each delivery with its script, its attempts and its newest run", async () => {
    const line = await createLine(database.sql, { filter: "$.n > 1" });
    const id = await event(line.tenantId, { data: '{"n":2}' });
    const [retried] = await queue(database.sql, line, [
      { eventId: id, state: "scheduled", attempts: 1, dueMs: 60_000 },
    ]);
    await pastRun(database.sql, {
      ...line,
      eventId: id,
      deliveryId: retried ?? "",
      status: "failed",
      message: "no such customer",
    });
    const { reactions } = await story(line.tenantId, id);
    expect(reactions).toEqual([
      {
        deliveryId: retried,
        subscriptionId: line.subscriptionId,
        scriptId: line.scriptId,
        scriptName: expect.stringMatching(/^script-/),
        subscription: { eventType: "a.b", filter: "$.n > 1" },
        state: "scheduled",
        reason: "retry",
        attempts: 1,
        maxAttempts: 4,
        priority: 100,
        nextAttemptAt: expect.any(String),
        run: {
          executionId: expect.any(String),
          status: "failed",
          ms: 5,
          error: "Error: no such customer",
        },
      },
    ]);
    expect((await skips(line.tenantId, id)).skipped).toEqual([]);
  });

  test("tells the first 200, and counts what became of all", async () => {
    const { tenantId } = await createLine(database.sql);
    const id = await event(tenantId);
    await database.sql`
      insert into executions (id, tenant_id, delivery_id, event_id, event_type, subscription_id, script_id, version, trigger,
        attempt, status, started_at, finished_at, duration_ms, delivery_state, attempts, max_attempts, priority, delivery_created_at)
      select uuidv7(), ${tenantId}, uuidv7(), ${id}, 'a.b', gen_random_uuid(), gen_random_uuid(), 1, 'event', 1, 'succeeded',
        now(), now(), 1, 'succeeded', 1, 1, 1, now()
      from generate_series(1, 205)`;
    const late = await createLine(database.sql, { of: { tenantId } });
    await queue(database.sql, late, [{ eventId: id, state: "waiting", priority: 9 }]);
    const { reactions, hasMoreReactions, outcomes } = await story(tenantId, id);
    expect(reactions).toHaveLength(200);
    expect(reactions.every(({ state }) => state === "succeeded")).toBe(true);
    expect(hasMoreReactions).toBe(true);
    expect(outcomes).toEqual({ unfinished: 1, succeeded: 205, dead: 0, cancelled: 0 });
  });

  test("tells who cancelled as every list does", async () => {
    const line = await createLine(database.sql);
    const id = await event(line.tenantId);
    const run = { ...line, eventId: id, status: "cancelled", deliveryState: "cancelled" } as const;
    const executionId = await pastRun(database.sql, run);
    await database.sql`
      update executions set error = '{"name":"Cancelled","message":"Cancelled by Ann"}' where id = ${executionId}`;
    const { reactions } = await story(line.tenantId, id);
    expect(reactions[0]?.run?.error).toBe("Cancelled by Ann");
  });

  test("still tells what finished when its subscription was deleted", async () => {
    const line = await createLine(database.sql);
    const id = await event(line.tenantId);
    await pastRun(database.sql, { ...line, eventId: id, deliveryState: "succeeded" });
    await database.sql`delete from subscriptions where id = ${line.subscriptionId}`;
    const [reaction] = (await story(line.tenantId, id)).reactions;
    expect(reaction).toMatchObject({ state: "succeeded", subscription: null });
    expect(reaction?.run?.status).toBe("succeeded");
  });

  test("tells who did not react and why, and counts those that are for other types", async () => {
    const { id: tenantId } = await createTenant(database.sql);
    const scriptId = await createScript(database.sql, tenantId, "return 1");
    const subscribe = (eventType: string, fields = {}) =>
      createSubscription(database.sql, { tenantId, scriptId, eventType }, fields);
    const filtered = await subscribe("a.*", { filter: "$.n > 5" });
    const inactive = await subscribe("a.b");
    for (const pattern of ["c.d", "a.b.c", "aa.*", "a.b.*"]) await subscribe(pattern);
    const id = await event(tenantId, { data: '{"n":1}' });
    await database.sql`
      insert into event_skips (event_id, tenant_id, subscription_id, reason, detail)
      values (${id}, ${tenantId}, ${inactive}, 'inactive', 'The subscription is switched off')`;
    const told = await skips(tenantId, id);
    expect(told.skipped).toMatchObject([
      { subscriptionId: inactive, reason: "inactive", scriptId, eventType: "a.b" },
      { subscriptionId: filtered, reason: "filter", scriptId, eventType: "a.*" },
    ]);
    expect(told.elsewhere).toBe(4);
  });
});

describe("the chain of an event", () => {
  async function chained(line: Line) {
    const first = await event(line.tenantId);
    const executionId = await pastRun(database.sql, { ...line, eventId: first });
    const emitted = { correlationId: first, causationId: executionId };
    const second = await event(line.tenantId, emitted);
    return { first, second, emitted };
  }

  test("is the same for each of its events, and names parent and script", async () => {
    const line = await createLine(database.sql);
    const { first, second } = await chained(line);
    await event(line.tenantId);
    for (const id of [first, second]) {
      const { chain, chainIsCut } = await story(line.tenantId, id);
      expect(chain.map((link) => [link.id, link.parentId])).toEqual([
        [first, null],
        [second, first],
      ]);
      expect(chain[1]?.scriptName).toMatch(/^script-/);
      expect(chainIsCut).toBe(false);
    }
  });

  test("is cut after a hundred", async () => {
    const line = await createLine(database.sql);
    const { first, emitted } = await chained(line);
    for (let n = 0; n < 100; n += 1) await event(line.tenantId, emitted);
    const { chain, chainIsCut } = await story(line.tenantId, first);
    expect(chain).toHaveLength(100);
    expect(chainIsCut).toBe(true);
    // Its first event may have expired before the others.
    await database.sql`delete from events where id = ${first}`;
    const [later] = await database.sql<{ id: string }[]>`
      select id from events where correlation_id = ${first} order by id desc limit 1`;
    await event(line.tenantId, emitted);
    expect((await story(line.tenantId, later?.id ?? "")).chainIsCut).toBe(true);
  });
});

test("another tenant's event is not there", async () => {
  const line = await createLine(database.sql);
  const id = await event(line.tenantId);
  const { id: foreign } = await createTenant(database.sql);
  for (const ask of [askFacts, askStory, askSkips]) {
    expect(await ask(foreign, id)).toMatchObject({ ok: false, failure: { code: "not_found" } });
    expect(await ask(line.tenantId, randomUUID())).toMatchObject({ ok: false });
  }
});
