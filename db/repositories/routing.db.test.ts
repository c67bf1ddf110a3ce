import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { openHotSql, openSql, type Sql } from "#db/client.ts";
import { createLine } from "#db/testing/buffer.ts";
import { createScript, createSubscription, createTenant } from "#db/testing/fixtures.ts";
import { createTestDatabase, type TestDatabase } from "#db/testing/test-database.ts";
import { incomingEvent } from "#lib/events/testing/incoming.ts";
import type { Route, RoutedDelivery } from "#lib/subscriptions/route-event.ts";
import { createEventStore, type EventStore } from "./event-store.ts";
import { noOffer } from "./fan-out.ts";
import { type DueEvent, type RoutingTx, routeInTransaction } from "./routing.ts";

let database: TestDatabase;
let hot: Sql;
let app: Sql;
let store: EventStore;

beforeAll(async () => {
  database = await createTestDatabase();
  hot = openHotSql(database.workerUrl, { max: 8, applicationName: "routing test" });
  app = openSql(database.appUrl, { max: 4, applicationName: "routing test door" });
  store = createEventStore(app, () => {});
});
afterEach(() => database.sql`truncate unrouted_events, deliveries, event_gates, event_skips`);
afterAll(async () => {
  await Promise.all([hot.end({ timeout: 5 }), app.end({ timeout: 5 })]);
  await database.close();
});

async function accept(tenantId: string, count: number, dataJson = "{}"): Promise<string[]> {
  const events = Array.from({ length: count }, () => incomingEvent({ dataJson }));
  const stored = await store.append(tenantId, events);
  return stored.map(({ id }) => id);
}

const take = (limit = 500) => routeInTransaction(hot, (tx) => tx.takeDue(limit));
const idsOf = (events: readonly DueEvent[]) => events.map(({ id }) => id);

function delivery(
  fields: Partial<RoutedDelivery> & Pick<RoutedDelivery, "subscriptionId" | "scriptId">,
): RoutedDelivery {
  return {
    state: "ready",
    priority: 100,
    maxAttempts: 4,
    orderingKey: null,
    gated: false,
    ...fields,
  };
}

/** Takes what is due and gives each event one delivery of the line. */
function routeTo(line: { subscriptionId: string; scriptId: string }, limit = 500) {
  return routeInTransaction(hot, async (tx) => {
    const events = await tx.takeDue(limit);
    const route: Route = { deliveries: [delivery(line)], skips: [], gate: null };
    await tx.fanOut(
      events.map((event) => ({ event, route })),
      noOffer,
    );
    return events;
  });
}

describe("what is taken", () => {
  test("comes in the order of acceptance, with its payload as sent and the tenant's subscription version", async () => {
    const { id: tenantId } = await createTenant(database.sql);
    await database.sql`update tenants set subscription_version = 41 where id = ${tenantId}`;
    const ids = await accept(tenantId, 30, '{"n":9007199254740993}');
    const events = await take();
    expect(idsOf(events)).toEqual(ids);
    expect(events[0]).toMatchObject({
      tenantId,
      type: "a.b",
      source: "test",
      hop: 0,
      path: [],
      replayOf: null,
      dataJson: '{"n":9007199254740993}',
      subscriptionVersion: 41,
    });
    expect(events.every(({ seq }, n) => n === 0 || seq > (events[n - 1]?.seq ?? 0))).toBe(true);
    expect(await take()).toEqual([]);
  });

  test("waits for its time", async () => {
    const { id: tenantId } = await createTenant(database.sql);
    const [delayed, due] = await accept(tenantId, 2);
    await database.sql`update unrouted_events set due_at = now() + interval '1 minute' where event_id = ${delayed ?? ""}`;
    expect(idsOf(await take())).toEqual([due]);
    await database.sql`update unrouted_events set due_at = now()`;
    expect(idsOf(await take())).toEqual([delayed]);
  });

  test("is shared among the tenants", async () => {
    const [busy, quiet] = [await createTenant(database.sql), await createTenant(database.sql)];
    await accept(busy.id, 300);
    const [lonely] = await accept(quiet.id, 1);
    const events = await take(100);
    expect(events.length).toBeLessThanOrEqual(100);
    expect(idsOf(events)).toContain(lonely);
  });

  test("goes back when the transaction fails", async () => {
    const { id: tenantId } = await createTenant(database.sql);
    const ids = await accept(tenantId, 3);
    const failing = routeInTransaction(hot, async (tx) => {
      await tx.takeDue(500);
      throw new Error("the filter was broken");
    });
    await expect(failing).rejects.toThrow("the filter was broken");
    expect(idsOf(await take())).toEqual(ids);
  });
});

describe("what is put back", () => {
  test("is taken again in its old place", async () => {
    const { id: tenantId } = await createTenant(database.sql);
    const ids = await accept(tenantId, 3);
    ids.push(...(await accept(tenantId, 3)));
    await routeInTransaction(hot, async (tx) => {
      const events = await tx.takeDue(4);
      await tx.putBack(events.slice(1));
    });
    expect(idsOf(await take(2))).toEqual(ids.slice(1, 3));
    expect(idsOf(await take())).toEqual(ids.slice(3));
  });
});

describe("routers that race", () => {
  test("route each event exactly once, whole and in order for its tenant", async () => {
    const lines = [await createLine(database.sql), await createLine(database.sql)];
    const accepted = await Promise.all(lines.map(({ tenantId }) => accept(tenantId, 400)));
    const [line] = lines;
    if (!line) throw new Error("no line");
    const taken: DueEvent[] = [];
    for (;;) {
      const rounds = await Promise.all([1, 2, 3, 4].map(() => routeTo(line, 60)));
      if (rounds.every((round) => round.length === 0)) break;
      taken.push(...rounds.flat());
    }
    expect(idsOf(taken).sort()).toEqual(accepted.flat().sort());
    const routed =
      await database.sql`select event_id, count(*)::int from deliveries group by 1 having count(*) <> 1`;
    expect(routed).toEqual([]);
    expect(await database.sql`select from deliveries`).toHaveLength(800);
  });

  test("pass over each other's tenants, and see nothing of them afterwards", async () => {
    const [first, second] = [await createTenant(database.sql), await createTenant(database.sql)];
    const [mine] = await accept(first.id, 1);
    await routeInTransaction(hot, async (tx) => {
      expect(idsOf(await tx.takeDue(500))).toEqual([mine]);
      await accept(first.id, 1);
      const [theirs] = await accept(second.id, 1);
      expect(idsOf(await take())).toEqual([theirs]);
    });
    const left = await take();
    expect(left).toHaveLength(1);
    expect(idsOf(left)).not.toContain(mine);
  });
});

describe("the fan-out", () => {
  test("writes deliveries, gate and skips with the event's place and size", async () => {
    const line = await createLine(database.sql);
    const second = await createLine(database.sql, { of: line });
    const [eventId] = await accept(line.tenantId, 1, '"é"');
    await routeInTransaction(hot, async (tx) => {
      const [event] = await tx.takeDue(1);
      if (!event) throw new Error("nothing due");
      const deliveries = [
        delivery({ ...line, priority: 0, gated: true, orderingKey: '"k"', maxAttempts: 1 }),
        delivery({ ...second, priority: 9, gated: true, state: "waiting" }),
      ];
      const skips = [
        { subscriptionId: second.subscriptionId, reason: "loop" as const, detail: "again" },
      ];
      await tx.fanOut(
        [{ event, route: { deliveries, skips, gate: { openPriority: 0, remaining: 1 } } }],
        noOffer,
      );
    });
    const rows = await database.sql`select * from deliveries order by priority`;
    const [event] = await database.sql`select seq from events where id = ${eventId ?? ""}`;
    const common = {
      event_id: eventId,
      event_type: "a.b",
      tenant_id: line.tenantId,
      gated: true,
      data_bytes: 4,
    };
    expect(rows).toMatchObject([
      {
        ...common,
        state: "ready",
        priority: 0,
        ordering_key: '"k"',
        max_attempts: 1,
        event_seq: event?.["seq"],
      },
      {
        ...common,
        state: "waiting",
        priority: 9,
        ordering_key: null,
        subscription_id: second.subscriptionId,
      },
    ]);
    expect(rows.every((row) => row["idempotency_key"] === row["id"])).toBe(true);
    expect(await database.sql`select * from event_gates`).toMatchObject([
      { event_id: eventId, open_priority: 0, remaining: 1 },
    ]);
    expect(await database.sql`select * from event_skips`).toMatchObject([
      {
        event_id: eventId,
        subscription_id: second.subscriptionId,
        reason: "loop",
        detail: "again",
      },
    ]);
  });
});

describe("a tenant's subscriptions", () => {
  const load = (tenantId: string) =>
    routeInTransaction(hot, (tx: RoutingTx) => tx.loadSubscriptions(tenantId));

  test("come with the version they are of, and only those of living scripts", async () => {
    const { sql } = database;
    const { id: tenantId } = await createTenant(sql);
    expect(await load(tenantId)).toEqual({ version: 0, subscriptions: [] });
    const [alive, deleted] = [
      await createScript(sql, tenantId, "1"),
      await createScript(sql, tenantId, "2"),
    ];
    const target = { tenantId, eventType: "a.*" };
    const id = await createSubscription(
      sql,
      { ...target, scriptId: alive },
      { filter: "$.a", priority: 3, active: false },
    );
    await createSubscription(sql, { ...target, scriptId: deleted });
    await sql`update scripts set deleted_at = now() where id = ${deleted}`;
    await createLine(sql);
    const { version, subscriptions } = await load(tenantId);
    expect(version).toBe(2);
    expect(subscriptions).toMatchObject([
      {
        id,
        scriptId: alive,
        eventType: "a.*",
        filter: "$.a",
        priority: 3,
        retryCount: 3,
        active: false,
      },
    ]);
    expect(subscriptions).toHaveLength(1);
  });
});

test("instants of long ago are read as they were sent, whatever zone the server keeps", async () => {
  await database.sql`alter role scriptbus_worker set timezone = 'Europe/Amsterdam'`;
  const elsewhere = openHotSql(database.workerUrl, { max: 1, applicationName: "zone test" });
  try {
    for (const sent of [
      "1000-01-01T00:00:00.000Z",
      "1850-06-01T12:00:00.000Z",
      "9999-12-31T23:59:59.000Z",
    ]) {
      const [row] = await elsewhere<{ at: Date }[]>`select ${sent}::text::timestamptz as at`;
      expect(row?.at.toISOString()).toBe(sent);
    }
  } finally {
    await elsewhere.end({ timeout: 5 });
    await database.sql`alter role scriptbus_worker reset timezone`;
  }
});
