import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openSql, type Sql } from "#db/client.ts";
import { createLine, queue } from "#db/testing/buffer.ts";
import { createTenant } from "#db/testing/fixtures.ts";
import { createTestDatabase, type TestDatabase } from "#db/testing/test-database.ts";
import { listen, notify } from "./hints.ts";
import { type NewSms, reserveSms } from "./sms-outbox.ts";
import {
  countDeliveries,
  ensurePartitions,
  oldestDueSeconds,
  pruneEventKeys,
  pruneSms,
} from "./upkeep.ts";

let database: TestDatabase;
let calm: Sql;

beforeAll(async () => {
  database = await createTestDatabase();
  calm = openSql(database.workerUrl, { max: 3, applicationName: "upkeep test" });
});
afterAll(async () => {
  await calm.end({ timeout: 5 });
  await database.close();
});

test("dedupe keys are pruned when they have expired, no more than asked at once", async () => {
  const { id } = await createTenant(database.sql);
  await database.sql`
    insert into event_keys select ${id}, 's', n::text, uuidv7(), now() + make_interval(secs => n - 5.5)
    from generate_series(1, 10) n`;
  expect([await pruneEventKeys(calm, 3), await pruneEventKeys(calm, 3)]).toEqual([3, 2]);
  expect(await database.sql`select external_id from event_keys order by expires_at`).toEqual(
    [6, 7, 8, 9, 10].map((n) => ({ external_id: String(n) })),
  );
});

/** Text messages of so many hours ago. */
async function keepSms(tenantId: string, hours: readonly number[]): Promise<void> {
  await database.sql`
    insert into sms_outbox (id, tenant_id, execution_id, script_id, recipient, message, provider, state)
    select (left(uuid_at(now() - make_interval(secs => h * 3600))::text, 14) || right(gen_random_uuid()::text, 22))::uuid,
      ${tenantId}, gen_random_uuid(), gen_random_uuid(), '+4917012345678', h::text, 'outbox', 'kept'
    from unnest(${hours}::float8[]) h`;
}

test("text messages are pruned when they are older than 30 days, oldest first, no more than asked at once", async () => {
  const [a, b] = [await createTenant(database.sql), await createTenant(database.sql)];
  const month = 30 * 24;
  await keepSms(a.id, [month + 0.01, month + 2, month + 3, month - 0.01, 1]);
  await keepSms(b.id, [month + 1, month + 4, 23.9]);
  const left = async () => {
    const rows = await database.sql<{ message: string }[]>`
      select message from sms_outbox where tenant_id in (${a.id}, ${b.id}) order by message::float8 desc`;
    return rows.map(({ message }) => Number(message));
  };
  expect(await pruneSms(calm, 2)).toBe(2);
  expect(await left()).toEqual([month + 2, month + 1, month + 0.01, month - 0.01, 23.9, 1]);
  expect([await pruneSms(calm, 9), await pruneSms(calm, 9)]).toEqual([3, 0]);
  expect(await left()).toEqual([month - 0.01, 23.9, 1]);
});

test("a tenant that has had its messages of the day has had them after the pruning, too", async () => {
  const { id: tenantId } = await createTenant(database.sql);
  await keepSms(tenantId, [0.1, 23.9, 31 * 24]);
  const origin = { tenantId, scriptId: randomUUID(), executionId: randomUUID(), onceKey: null };
  const message = { to: "+4917012345678", message: "One more" };
  const sms: NewSms = { ...origin, ...message, provider: "outbox", state: "kept" };
  expect(await reserveSms(calm, sms, 2)).toBeNull();
  expect(await pruneSms(calm, 9)).toBe(1);
  expect(await reserveSms(calm, sms, 2)).toBeNull();
  expect(await reserveSms(calm, sms, 3)).not.toBeNull();
});

test("partitions may be made again and again, by several workers, without harm", async () => {
  const partitions = () =>
    database.sql`select from pg_class where relnamespace = 'partitions'::regnamespace and relkind = 'r'`;
  await Promise.all([1, 2, 3].map(() => ensurePartitions(calm, 4)));
  const before = await partitions();
  await ensurePartitions(calm, 5);
  expect(await partitions()).toHaveLength(before.length + 5);
});

test("ids of the last second of a week, of its first, and of four weeks ahead find a partition", async () => {
  const { id } = await createTenant(database.sql);
  const stored = await database.sql`
    insert into events (id, tenant_id, type, source, "time", correlation_id, data)
    select uuid_at(i.at), ${id}, 'a.b', 'test', i.at, uuid_at(i.at), '1'
    from (select date_trunc('week', now() at time zone 'utc') at time zone 'utc' as at) week,
      lateral (values (week.at), (week.at - interval '1 ms'), (week.at + interval '5 weeks' - interval '1 ms')) as i (at)
    returning tableoid::regclass`;
  expect(new Set(stored.map((row) => row["tableoid"])).size).toBe(3);
});

test("the queue is counted by state, and its age is that of the oldest delivery that could start", async () => {
  const line = await createLine(database.sql);
  expect([await countDeliveries(calm), await oldestDueSeconds(calm)]).toEqual([[], 0]);
  await queue(database.sql, line, [{ dueMs: 60_000 }, { state: "waiting", dueMs: -900_000 }]);
  expect(await oldestDueSeconds(calm)).toBe(0);
  await queue(database.sql, line, [{ dueMs: -60_000 }]);
  expect(await oldestDueSeconds(calm)).toBeGreaterThanOrEqual(60);
  expect((await countDeliveries(calm)).sort((a, b) => a.count - b.count)).toEqual([
    { state: "waiting", count: 1 },
    { state: "ready", count: 2 },
  ]);
});

test("a hint reaches who listens, and who starts to listen is told once that something may have happened", async () => {
  let heard = 0;
  let tell = () => {};
  const next = () =>
    new Promise<void>((resolve) => {
      tell = resolve;
    });
  const first = next();
  const listener = await listen(calm, "scriptbus_events", () => {
    heard += 1;
    tell();
  });
  await first;
  const second = next();
  await notify(calm, "scriptbus_deliveries");
  await notify(calm, "scriptbus_events");
  await second;
  expect(heard).toBe(2);
  await listener.unlisten();
});
