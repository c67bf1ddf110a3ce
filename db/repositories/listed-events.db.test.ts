import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type DatabaseHandle, inTenant, openDatabase } from "#db/client.ts";
import { createLine, type Line, queue } from "#db/testing/buffer.ts";
import { createTenant } from "#db/testing/fixtures.ts";
import { pastRun } from "#db/testing/past.ts";
import { createTestDatabase, type TestDatabase } from "#db/testing/test-database.ts";
import type { EventQuery } from "#lib/events/event-view.ts";
import type { EventListPage } from "#lib/events/listed-event.ts";
import { systemActor } from "#lib/tenancy/system-actor.ts";
import { listEventRows, readEventRows } from "./listed-events.ts";

let database: TestDatabase;
let app: DatabaseHandle;
beforeAll(async () => {
  database = await createTestDatabase();
  app = openDatabase(database.appUrl, { max: 1, applicationName: "listed events test" });
});
afterAll(async () => {
  await app.close();
  await database.close();
});

async function list(tenantId: string, query: Partial<EventQuery> = {}): Promise<EventListPage> {
  const actor = systemActor("test", tenantId);
  const found = await inTenant(app.db, tenantId, (tx) =>
    listEventRows(tx, actor, { limit: 50, ...query }),
  );
  if (!found.ok) throw new Error(found.failure.detail);
  return found.value;
}

const idsOf = (page: EventListPage) => page.items.map((event) => event.id);
const cursorOf = (page: EventListPage) =>
  Buffer.from(page.nextCursor ?? "", "base64url").toString();

type Fields = { type?: string; data?: unknown; unrouted?: boolean; unheard?: boolean };

async function event(tenantId: string, fields: Fields = {}): Promise<string> {
  const { type = "a.b", data = {}, unrouted = false, unheard = false } = fields;
  const { sql } = database;
  const [row] = await sql<{ id: string }[]>`
    insert into events (tenant_id, type, source, "time", correlation_id, data)
    values (${tenantId}, ${type}, 'test', now(), uuidv7(), ${JSON.stringify(data)}::text::json) returning id`;
  const id = row?.id ?? "";
  if (unrouted)
    await sql`insert into unrouted_events (event_id, tenant_id, seq) values (${id}, ${tenantId}, 1)`;
  if (unheard)
    await sql`insert into event_skips (event_id, tenant_id, reason) values (${id}, ${tenantId}, 'no_subscriber')`;
  return id;
}

let made = 0;
/** Ever greater, as ids of deliveries are, and of a minute ago. */
const newId = () => {
  made += 1;
  const hex = (Date.now() - 60_000 + made).toString(16).padStart(12, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
};

const finish = (line: Line, eventId: string, deliveryState: "succeeded" | "dead" | "cancelled") =>
  pastRun(database.sql, {
    ...line,
    eventId,
    deliveryId: newId(),
    deliveryState,
    status: deliveryState === "dead" ? "failed" : deliveryState,
  });

describe("the console's list of events", () => {
  test("tells what became of each, without the payload", async () => {
    const line = await createLine(database.sql);
    const lines = [line, await createLine(database.sql, { of: line })];
    const [first, second] = [await event(line.tenantId), await event(line.tenantId)];
    await finish(line, first, "succeeded");
    for (const of of lines) await finish(of, second, of === line ? "cancelled" : "dead");
    await pastRun(database.sql, { ...line, eventId: first, status: "failed" });
    const { items } = await list(line.tenantId);
    expect(items.map(({ id, status, outcomes }) => ({ id, status, ...outcomes }))).toEqual([
      { id: second, status: "routed", unfinished: 0, succeeded: 0, dead: 1, cancelled: 1 },
      { id: first, status: "routed", unfinished: 0, succeeded: 1, dead: 0, cancelled: 0 },
    ]);
    expect(items[0]).not.toHaveProperty("data");
  });

  test("counts only the newest delivery of a subscription: a replay mends what died", async () => {
    const line = await createLine(database.sql);
    const id = await event(line.tenantId);
    const outcomes = async () => (await list(line.tenantId)).items[0]?.outcomes;
    await finish(line, id, "dead");
    expect(await outcomes()).toMatchObject({ dead: 1, unfinished: 0 });
    const [replayed] = await queue(database.sql, line, [{ eventId: id }]);
    expect(await outcomes()).toMatchObject({ dead: 0, unfinished: 1 });
    await database.sql`delete from deliveries where id = ${replayed ?? ""}`;
    await finish(line, id, "succeeded");
    expect(await outcomes()).toMatchObject({ dead: 0, unfinished: 0, succeeded: 1 });
  });

  test("can be narrowed by type, status and time, page by page", async () => {
    const { id: tenantId } = await createTenant(database.sql);
    const routed = await event(tenantId);
    const unheard = await event(tenantId, { unheard: true });
    const unrouted = await event(tenantId, { unrouted: true });
    const other = await event(tenantId, { type: "c.d" });
    expect(idsOf(await list(tenantId, { status: "routed" }))).toEqual([other, routed]);
    expect(idsOf(await list(tenantId, { status: "no_subscriber" }))).toEqual([unheard]);
    expect(idsOf(await list(tenantId, { status: "unrouted" }))).toEqual([unrouted]);
    expect(idsOf(await list(tenantId, { type: "c.d" }))).toEqual([other]);
    expect(idsOf(await list(tenantId, { from: "2100-01-01" }))).toEqual([]);
    expect(idsOf(await list(tenantId, { type: "a.b", status: "routed" }))).toEqual([routed]);
    const page = await list(tenantId, { limit: 3 });
    expect(idsOf(page)).toEqual([other, unrouted, unheard]);
    const next = await list(tenantId, { limit: 3, cursor: cursorOf(page) });
    expect(idsOf(next)).toEqual([routed]);
    expect(next.nextCursor).toBeNull();
  });

  test("can be searched by a filter expression and says when it did not look at everything", async () => {
    const { id: tenantId } = await createTenant(database.sql);
    const wanted = await event(tenantId, { data: { amount: 120 } });
    await event(tenantId, { data: { amount: 12 } });
    const page = await list(tenantId, { q: "$.amount > 100" });
    expect(idsOf(page)).toEqual([wanted]);
    expect(page.searchedTo).toBeUndefined();
  });

  test("stops after the newest 10,000 and can be followed from there", async () => {
    const { id: tenantId } = await createTenant(database.sql);
    const oldest = await event(tenantId, { unheard: true, data: { n: 7 } });
    await database.sql`
      insert into events (tenant_id, type, source, "time", correlation_id, data)
      select ${tenantId}, 'a.b', 'test', now(), uuidv7(), '{}' from generate_series(1, 10001)`;
    for (const query of [{ status: "no_subscriber" as const }, { q: "$.n == 7" }]) {
      const page = await list(tenantId, query);
      expect(idsOf(page)).toEqual([]);
      expect(page.searchedTo).toMatch(/^\d{4}-/);
      expect(idsOf(await list(tenantId, { ...query, cursor: cursorOf(page) }))).toEqual([oldest]);
    }
  });

  test("shows nothing of another tenant, not even by id", async () => {
    const { id: tenantId } = await createTenant(database.sql);
    const { id: foreign } = await createTenant(database.sql);
    const id = await event(tenantId);
    expect(idsOf(await list(foreign))).toEqual([]);
    const rows = await inTenant(app.db, foreign, (tx) =>
      readEventRows(tx, systemActor("test", foreign), [id]),
    );
    expect(rows).toEqual([]);
  });
});
