import { randomUUIDv7 } from "node:crypto";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { openHotSql, type Sql } from "#db/client.ts";
import { attemptAt, claim, createLine, createWorker, failure, queue } from "#db/testing/buffer.ts";
import { createTestDatabase, type TestDatabase } from "#db/testing/test-database.ts";
import { cancelOrphans } from "./orphans.ts";
import { settleAttempts } from "./settle.ts";

let database: TestDatabase;
let hot: Sql;

beforeAll(async () => {
  database = await createTestDatabase();
  hot = openHotSql(database.workerUrl, { max: 6, applicationName: "orphans test" });
});
afterEach(() => database.sql`truncate deliveries, event_gates, executions`);
afterAll(async () => {
  await hot.end({ timeout: 5 });
  await database.close();
});

const deleteSubscription = (id: string) => database.sql`delete from subscriptions where id = ${id}`;

test("what nobody can run any more is closed as cancelled; what can run stays", async () => {
  const { sql } = database;
  const [kept, orphan, deleted] = [
    await createLine(sql),
    await createLine(sql),
    await createLine(sql),
  ];
  const [stays] = await queue(sql, kept, [{}]);
  const gone = await queue(sql, orphan, [{ attempts: 1, state: "scheduled", dueMs: 60_000 }, {}]);
  gone.push(...(await queue(sql, deleted, [{}])));
  await deleteSubscription(orphan.subscriptionId);
  await sql`update scripts set deleted_at = now() where id = ${deleted.scriptId}`;
  expect(await cancelOrphans(hot)).toBe(3);
  expect(await sql`select id from deliveries`).toEqual([{ id: stays }]);
  const closed = await sql`select * from executions order by delivery_id`;
  expect(closed.map((row) => row["delivery_id"])).toEqual(gone.toSorted());
  for (const row of closed) {
    expect(row).toMatchObject({
      status: "cancelled",
      delivery_state: "cancelled",
      error: { name: "Cancelled" },
    });
  }
  expect(await cancelOrphans(hot)).toBe(0);
});

test("a run that has started may end; only what it leaves behind is closed", async () => {
  const line = await createLine(database.sql);
  await queue(database.sql, line, [{}]);
  const [delivery] = await claim(hot, await createWorker(hot));
  if (!delivery) throw new Error("nothing to claim");
  await deleteSubscription(line.subscriptionId);
  expect(await cancelOrphans(hot)).toBe(0);
  await settleAttempts(hot, [attemptAt(delivery, failure)]);
  expect(await cancelOrphans(hot)).toBe(1);
  const runs = await database.sql`select status, attempt from executions order by id`;
  expect(runs).toEqual([
    { status: "failed", attempt: 1 },
    { status: "cancelled", attempt: 1 },
  ]);
});

test("the later priorities of the event no longer wait for what was closed", async () => {
  const { sql } = database;
  const orphan = await createLine(sql);
  const kept = await createLine(sql, { of: orphan });
  const eventId = randomUUIDv7();
  await sql`
    insert into events (id, tenant_id, type, source, "time", correlation_id, data)
    values (${eventId}, ${kept.tenantId}, 'a.b', 'test', now(), ${eventId}, '{}')`;
  await queue(sql, orphan, [{ eventId, priority: 0, gated: true }]);
  await queue(sql, kept, [{ eventId, priority: 5, gated: true, state: "waiting" }]);
  await sql`insert into event_gates values (${eventId}, ${kept.tenantId}, 0, 1)`;
  await deleteSubscription(orphan.subscriptionId);
  expect(await cancelOrphans(hot)).toBe(1);
  expect(await sql`select state, priority from deliveries`).toEqual([
    { state: "ready", priority: 5 },
  ]);
});

test("several workers that look at the same moment close each once", async () => {
  const line = await createLine(database.sql);
  await queue(
    database.sql,
    line,
    Array.from({ length: 100 }, () => ({})),
  );
  await deleteSubscription(line.subscriptionId);
  const counts = await Promise.all([1, 2, 3, 4, 5].map(() => cancelOrphans(hot)));
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(100);
  expect(await database.sql`select from executions`).toHaveLength(100);
});
