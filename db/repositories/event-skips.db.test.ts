import { afterAll, beforeAll, expect, test } from "vitest";
import { type DatabaseHandle, inTenant, openDatabase } from "#db/client.ts";
import { createLine, queue } from "#db/testing/buffer.ts";
import { createScript, createSubscription, createTenant } from "#db/testing/fixtures.ts";
import { createTestDatabase, type TestDatabase } from "#db/testing/test-database.ts";
import type { EventSkips } from "#lib/events/event-story.ts";
import { systemActor } from "#lib/tenancy/system-actor.ts";
import { readEventSkips } from "./event-story.ts";

let database: TestDatabase;
let app: DatabaseHandle;
beforeAll(async () => {
  database = await createTestDatabase();
  app = openDatabase(database.appUrl, { max: 2, applicationName: "event skips test" });
});
afterAll(async () => {
  await app.close();
  await database.close();
});

async function skipsOf(tenantId: string, id: string): Promise<EventSkips> {
  const actor = systemActor("test", tenantId);
  const found = await inTenant(app.db, tenantId, (tx) => readEventSkips(tx, actor, id));
  if (!found.ok) throw new Error(found.failure.detail);
  return found.value;
}

async function publish(tenantId: string, data: string, replayOf: string | null = null) {
  const [row] = await database.sql<{ id: string }[]>`
    insert into events (tenant_id, type, source, "time", correlation_id, replay_of, data)
    values (${tenantId}, 'a.b', 'test', now(), uuidv7(), ${replayOf}, ${data}::text::json) returning id`;
  return row?.id ?? "";
}

async function setup() {
  const { id: tenantId } = await createTenant(database.sql);
  const scriptId = await createScript(database.sql, tenantId, "return 1");
  const subscribe = (fields: object, eventType = "a.b") =>
    createSubscription(database.sql, { tenantId, scriptId, eventType }, fields);
  return { tenantId, subscribe };
}

test("a miss is told with the part of the filter that decided, whatever its form and pattern", async () => {
  const { tenantId, subscribe } = await setup();
  await subscribe({ filter: "$.currency == 'EUR' && $.amount > 100" });
  await subscribe({ filter: '{"amount":{"$gt":100}}' }, "a.*");
  await subscribe({ filter: "$.amount > 100" }, "*");
  await subscribe({ filter: "$.amount > 100" }, "a.b.c");
  await subscribe({ filter: "$.amount < 100" });
  const id = await publish(tenantId, '{"currency":"EUR","amount":40}');
  const { skipped, moreSkipped } = await skipsOf(tenantId, id);
  expect(skipped.map(({ reason, why }) => [reason, why?.explanation?.decidedBy.text])).toEqual([
    ["filter", "$.amount > 100"],
    ["filter", "$.amount > 100"],
    ["filter", "$.amount > 100"],
  ]);
  expect(moreSkipped).toBe(0);
});

test("two hundred are told and the others counted", async () => {
  const { tenantId, subscribe } = await setup();
  const inactive = await subscribe({ active: false });
  await database.sql`
    insert into subscriptions (tenant_id, script_id, event_type, filter, priority, retry_count, backoff, breaker, on_loop, active)
    select tenant_id, script_id, 'a.b', '$.amount > 100', 1, 0, backoff, 'on', 'avoid', true
    from subscriptions, generate_series(1, 205) where id = ${inactive}`;
  const id = await publish(tenantId, '{"amount":40}');
  await database.sql`
    insert into event_skips (event_id, tenant_id, subscription_id, reason)
    values (${id}, ${tenantId}, ${inactive}, 'inactive')`;
  const { skipped, moreSkipped } = await skipsOf(tenantId, id);
  expect(skipped).toHaveLength(200);
  expect(skipped[0]).toMatchObject({ reason: "inactive", why: null });
  expect(moreSkipped).toBe(6);
});

test("what was delivered is told with why it matched, and no miss; a change since then is said", async () => {
  const line = await createLine(database.sql);
  const { tenantId, subscriptionId } = line;
  await database.sql`update subscriptions set filter = '$.amount < 100' where id = ${subscriptionId}`;
  const id = await publish(tenantId, '{"amount":40}');
  await queue(database.sql, line, [{ eventId: id }]);
  const before = await skipsOf(tenantId, id);
  expect(before.skipped).toEqual([]);
  expect(before.matched[subscriptionId]).toMatchObject({ matches: true, isChanged: false });
  await database.sql`
    update subscriptions set filter = '$.amount > 100', updated_at = clock_timestamp()
    where id = ${subscriptionId}`;
  const { skipped, matched } = await skipsOf(tenantId, id);
  expect(skipped).toEqual([]);
  expect(matched[subscriptionId]).toMatchObject({ matches: false, isChanged: true });
});

test("an edited replay asks no filter, neither that of its target nor another one", async () => {
  const line = await createLine(database.sql);
  const { tenantId, subscriptionId } = line;
  await database.sql`update subscriptions set filter = '$.amount > 100' where id = ${subscriptionId}`;
  await createSubscription(
    database.sql,
    { ...line, eventType: "a.b" },
    { filter: "$.amount > 200" },
  );
  const replay = await publish(tenantId, "{}", await publish(tenantId, "{}"));
  await queue(database.sql, line, [{ eventId: replay }]);
  const { skipped, matched } = await skipsOf(tenantId, replay);
  expect([skipped, matched]).toEqual([[], {}]);
});

test("filters beyond what a page can hold are told without their parts", async () => {
  const { tenantId, subscribe } = await setup();
  const wide = Array.from({ length: 14 }, (_, n) => `$.a${n}.includes("${"x".repeat(40)}")`);
  const first = await subscribe({ filter: wide.join(" || ") });
  await database.sql`
    insert into subscriptions (tenant_id, script_id, event_type, filter, priority, retry_count, backoff, breaker, on_loop, active)
    select tenant_id, script_id, event_type, filter, 900, 0, backoff, 'on', 'avoid', true
    from subscriptions, generate_series(1, 150) where id = ${first}`;
  const { skipped } = await skipsOf(tenantId, await publish(tenantId, "{}"));
  expect(skipped).toHaveLength(151);
  expect(skipped[0]?.why?.explanation).not.toBeNull();
  expect(skipped.at(-1)?.why).toMatchObject({ matches: false, explanation: null });
  expect(JSON.stringify(skipped).length).toBeLessThan(1_000_000);
});
