// The router's memory of subscriptions, through every kind of change: what it reads, and what then matches.
import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  type DatabaseHandle,
  inTenant,
  openDatabase,
  openHotSql,
  type Sql,
  type Tx,
} from "#db/client.ts";
import { type RoutingTx, routeInTransaction } from "#db/repositories/routing.ts";
import { createScript, deleteScript } from "#db/repositories/scripts.ts";
import {
  createSubscription,
  deleteSubscription,
  updateSubscription,
} from "#db/repositories/subscriptions.ts";
import { createTenant, type TestTenant } from "#db/testing/fixtures.ts";
import { createTestDatabase, type TestDatabase } from "#db/testing/test-database.ts";
import { newSubscriptionSchema } from "#lib/subscriptions/subscription-schema.ts";
import { quickPace } from "./pace.ts";
import { createRegistry, type Registry } from "./registry.ts";

let database: TestDatabase;
let handle: DatabaseHandle;
let hot: Sql;
let tenant: TestTenant;
let scriptId: string;
let registry: Registry;
let rowsRead = 0;

beforeAll(async () => {
  process.env["SCRIPTBUS_SECRET"] = randomBytes(32).toString("base64");
  database = await createTestDatabase();
  hot = openHotSql(database.workerUrl, { max: 4, applicationName: "registry test" });
  handle = openDatabase(database.appUrl, { max: 4, applicationName: "registry test door" });
});
afterAll(async () => {
  await Promise.all([hot.end({ timeout: 5 }), handle.close()]);
  await database.close();
});
beforeEach(async () => {
  const limits = { subscriptionsPerTenant: 5_000 };
  tenant = await createTenant(database.sql, { limits });
  scriptId = await newScript("one");
  registry = createRegistry();
});

const as = <T>(work: (tx: Tx) => Promise<T>) => inTenant(handle.db, tenant.id, work);

function succeeded<T>(
  result: { ok: true; value: T } | { ok: false; failure: { detail: string } },
): T {
  if (!result.ok) throw new Error(result.failure.detail);
  return result.value;
}

async function newScript(name: string): Promise<string> {
  const input = {
    name,
    kind: "event_handler",
    language: "javascript",
    source: "return 1",
  } as const;
  return succeeded(await as((tx) => createScript(tx, tenant.actor, input))).id;
}

const input = (filter: string | null, script = scriptId) =>
  newSubscriptionSchema.parse({ scriptId: script, eventType: "shop.*", filter });

const subscribe = async (filter: string | null, script = scriptId) =>
  succeeded(await as((tx) => createSubscription(tx, tenant.actor, input(filter, script)))).id;

const change = async (id: string, patch: Parameters<typeof updateSubscription>[2]["patch"]) =>
  succeeded(await as((tx) => updateSubscription(tx, tenant.actor, { id, patch })));

const unsubscribe = async (id: string) =>
  succeeded(await as((tx) => deleteSubscription(tx, tenant.actor, id)));

/** As many at once, past the limits: by the owner of the database. */
async function subscribeMany(count: number): Promise<void> {
  const { sql } = database;
  await sql`
    insert into subscriptions (tenant_id, script_id, event_type, filter, priority, retry_count, backoff, breaker, on_loop, active)
    select ${tenant.id}, ${scriptId}, 'shop.*', '$.id == ' || n, 100, 3, '{}', 'off', 'avoid', true
    from generate_series(1, ${count}::int) as n`;
  await bumpVersion(1);
}

const bumpVersion = (by: number) =>
  database.sql`update tenants set subscription_version = subscription_version + ${by} where id = ${tenant.id}`;

/** One batch of a router: reads the version, then asks. */
function matching(data: unknown, of = tenant, using = registry): Promise<string[]> {
  return routeInTransaction(hot, async (tx) => {
    const [row] = await hot<{ version: number }[]>`
      select subscription_version as version from tenants where id = ${of.id}`;
    const find = using.openBatch(counting(tx), quickPace);
    const event = {
      tenantId: of.id,
      subscriptionVersion: row?.version ?? -1,
      type: "shop.order.paid",
      source: "api",
      subject: null,
      time: new Date("2026-01-01T00:00:00Z"),
      hop: 0,
      replayOf: null,
    };
    return (await find(event, () => data)).map(({ id }) => id);
  });
}

function counting(tx: RoutingTx): RoutingTx {
  return {
    ...tx,
    loadSubscriptions: async (tenantId) => {
      const loaded = await tx.loadSubscriptions(tenantId);
      rowsRead += loaded.subscriptions.length;
      return loaded;
    },
    loadChanges: async (tenantId, since) => {
      const changes = await tx.loadChanges(tenantId, since);
      rowsRead += (changes?.changed.length ?? 0) + (changes?.removed.length ?? 0);
      return changes;
    },
  };
}

/** How many rows of subscriptions the work read. */
async function rowsReadBy(work: () => Promise<unknown>): Promise<number> {
  const before = rowsRead;
  await work();
  return rowsRead - before;
}

describe("the next event sees", () => {
  test("a subscription that is made, changed, switched off and deleted", async () => {
    expect(await matching({ a: 1 })).toEqual([]);
    const id = await subscribe("$.a == 1");
    expect(await matching({ a: 1 })).toEqual([id]);
    await change(id, { filter: "$.a == 2" });
    expect([await matching({ a: 1 }), await matching({ a: 2 })]).toEqual([[], [id]]);
    await change(id, { filter: null, active: false });
    expect(await matching({})).toEqual([id]);
    await change(id, { eventType: "bank.*" });
    expect(await matching({})).toEqual([]);
    await change(id, { eventType: "*" });
    await unsubscribe(id);
    expect(await matching({})).toEqual([]);
  });

  test("that all subscriptions of a deleted script are gone, and no other", async () => {
    const doomed = await newScript("doomed");
    for (const filter of ["$.a", null]) await subscribe(filter, doomed);
    const kept = await subscribe("$.a");
    expect(await matching({ a: 1 })).toHaveLength(3);
    const remove = { id: doomed, force: true };
    succeeded(await as((tx) => deleteScript(tx, tenant.actor, remove)));
    expect(await matching({ a: 1 })).toEqual([kept]);
  });

  test("what was written before its version moved", async () => {
    await matching({});
    await subscribeMany(3);
    expect(await matching({ id: 2 })).toHaveLength(1);
  });
});

describe("what is read", () => {
  test("is what changed, not what is there", async () => {
    await subscribeMany(2_000);
    const own = await newScript("own");
    const first = await subscribe("$.a == 1", own);
    expect(await rowsReadBy(() => matching({}))).toBe(2_001);
    expect(await rowsReadBy(() => matching({}))).toBe(0);
    expect(await rowsReadBy(() => change(first, { priority: 1 }).then(() => matching({})))).toBe(1);
    expect(await rowsReadBy(() => subscribe("$.a == 2", own).then(() => matching({})))).toBe(2);
    expect(await rowsReadBy(() => unsubscribe(first).then(() => matching({})))).toBe(2);
    expect(await matching({ a: 1, id: 7 })).toHaveLength(1);
  });

  test("is everything once the changes are no longer known, also those of a thousand versions ago", async () => {
    const gone = await subscribe("$.a");
    const kept = await subscribe("$.a");
    expect(await matching({ a: 1 })).toHaveLength(2);
    await unsubscribe(gone);
    await bumpVersion(1_200);
    await unsubscribe(await subscribe("$.b"));
    const noted =
      await database.sql`select from subscription_changes where tenant_id = ${tenant.id} and version < 1000`;
    expect(noted).toHaveLength(0);
    expect(await matching({ a: 1 })).toEqual([kept]);
  });

  test("is everything when the database was set back", async () => {
    const early = await subscribe("$.a");
    const late = await subscribe("$.a");
    expect((await matching({ a: 1 })).sort()).toEqual([early, late].sort());
    await database.sql`delete from subscriptions where id = ${late}`;
    await database.sql`delete from subscription_changes where tenant_id = ${tenant.id}`;
    await bumpVersion(-1);
    expect(await matching({ a: 1 })).toEqual([early]);
  });

  test("is everything after an error", async () => {
    await subscribe("$.a");
    await matching({});
    registry.clear();
    expect(await rowsReadBy(() => matching({}))).toBe(1);
  });
});

test("a writer that began first is seen first, and the second is not lost", async () => {
  await matching({});
  const order: string[] = [];
  let second: Promise<string> = Promise.resolve("");
  const first = await as(async (tx) => {
    const made = succeeded(await createSubscription(tx, tenant.actor, input("$.a")));
    second = subscribe("$.a").finally(() => order.push("second"));
    await waitsForTenant();
    expect(await matching({ a: 1 })).toEqual([]);
    order.push("first");
    return made.id;
  });
  expect(await matching({ a: 1 })).toContain(first);
  const ids = [first, await second];
  expect((await matching({ a: 1 })).sort()).toEqual(ids.sort());
  expect(order).toEqual(["first", "second"]);
});

/** Resolves once a session waits for another's lock. */
async function waitsForTenant(): Promise<void> {
  for (;;) {
    const waiting = await database.sql`
      select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
    if (waiting.length > 0) return;
  }
}

test("changes by many writers at once are all seen, whenever the router looks", async () => {
  let isOver = false;
  const looks = (async () => {
    while (!isOver) await matching({ a: 1 });
  })();
  const writers = Array.from({ length: 4 }, async () => {
    const kept: string[] = [];
    for (let n = 0; n < 6; n += 1) {
      const id = await subscribe(
        n % 2 === 0 ? "$.a == 1" : null,
        await newScript(randomBytes(4).toString("hex")),
      );
      if (n % 3 === 2) await unsubscribe(id);
      else kept.push(id);
    }
    return kept;
  });
  const kept = (await Promise.all(writers)).flat();
  isOver = true;
  await looks;
  expect((await matching({ a: 1 })).sort()).toEqual(kept.sort());
});

test("tenants that were not met for longest are forgotten when there are too many subscriptions", async () => {
  const small = createRegistry({ maxWeight: 5 });
  const [one, other] = [tenant, await createTenant(database.sql)];
  await subscribe("$.a");
  await subscribe("$.a");
  expect(await rowsReadBy(() => matching({}, one, small))).toBe(2);
  expect(await rowsReadBy(() => matching({}, other, small))).toBe(0);
  expect(await rowsReadBy(() => matching({}, one, small))).toBe(0);
  tenant = other;
  const script = await newScript("two");
  await subscribe("$.a", script);
  await subscribe("$.a", script);
  expect(await rowsReadBy(() => matching({}, other, small))).toBe(2);
  expect(await rowsReadBy(() => matching({}, one, small))).toBe(2);
});

test("a tenant with more subscriptions than all may have together is kept all the same, alone", async () => {
  const small = createRegistry({ maxWeight: 3 });
  const [large, other] = [tenant, await createTenant(database.sql)];
  await subscribeMany(20);
  expect(await rowsReadBy(() => matching({}, large, small))).toBe(20);
  expect(await rowsReadBy(() => matching({}, large, small))).toBe(0);
  await matching({}, other, small);
  expect(await rowsReadBy(() => matching({}, large, small))).toBe(20);
});

test("a filter sees the envelope, and whether the event is a replay", async () => {
  const id = await subscribe(
    "event.type == 'shop.order.paid' && event.hop === 0 && !event.replay && event.time == '2026-01-01T00:00:00.000Z'",
  );
  await subscribe("event.replay || event.source != 'api'");
  expect(await matching({})).toEqual([id]);
});
