// Fencing: the execution id of a claim is the only key to its delivery.
import { randomUUIDv7 } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openHotSql, type Sql } from "#db/client.ts";
import { attemptAt, claim, createLine, createWorker, failure, queue } from "#db/testing/buffer.ts";
import { createTestDatabase, type TestDatabase } from "#db/testing/test-database.ts";
import type { RunResult } from "#lib/executions/run-result.ts";
import { settleAttempts } from "./settle.ts";

let database: TestDatabase;
let hot: Sql;
let worker: string;

beforeAll(async () => {
  database = await createTestDatabase();
  hot = openHotSql(database.workerUrl, { max: 4, applicationName: "fencing test" });
  worker = await createWorker(hot);
});
afterAll(async () => {
  await hot.end({ timeout: 5 });
  await database.close();
});

/** One delivery in a gated event, leased to the worker. */
async function leased() {
  const { sql } = database;
  const line = await createLine(sql);
  await queue(sql, line, [{ gated: true }]);
  const [delivery] = await claim(hot, worker);
  if (!delivery) throw new Error("nothing to claim");
  await sql`insert into event_gates values (${delivery.event.id}, ${line.tenantId}, 0, 5)`;
  return delivery;
}

/** Everything that a settle may touch. */
async function traces(deliveryId: string, executionId: string, eventId: string) {
  const { sql } = database;
  return {
    delivery: await sql`select * from deliveries where id = ${deliveryId}`,
    executions: await sql`select * from executions where delivery_id = ${deliveryId}`,
    logs: await sql`select * from execution_logs where execution_id = ${executionId}`,
    letters: await sql`select * from dead_letters where delivery_id = ${deliveryId}`,
    emitted: await sql`select * from events where causation_id = ${executionId}`,
    gate: await sql`select * from event_gates where event_id = ${eventId}`,
  };
}

/** Each ends the lease in another way; the result of the lost attempt comes afterwards. */
const losses: [string, (id: string) => Promise<unknown>][] = [
  [
    "rescued",
    (id) =>
      database.sql`update deliveries set state = 'ready', execution_id = null where id = ${id}`,
  ],
  [
    "leased again",
    (id) => database.sql`update deliveries set execution_id = uuidv7() where id = ${id}`,
  ],
  ["cancelled", (id) => database.sql`delete from deliveries where id = ${id}`],
];
const logs = [{ at: "2026-01-01T00:00:00Z", level: "info" as const, message: "late" }];
const endings: [string, Partial<RunResult>][] = [
  [
    "success",
    { emitted: [{ id: randomUUIDv7(), type: "c.d", dataJson: "1" }], resultJson: "1", logs },
  ],
  ["failure", failure],
  ["last failure", { ...failure, retry: { kind: "never" } }],
  ["crash", { outcome: "crashed" }],
  ["uncharged end", { outcome: "crashed", uncharged: true }],
];
const cases = losses.flatMap(([how, lose]) =>
  endings.map(([what, ending]) => ({ how, lose, what, ending })),
);

test.each(cases)(
  "the $what of an attempt whose delivery was $how changes nothing",
  async ({ lose, ending }) => {
    const delivery = await leased();
    await lose(delivery.id);
    const before = await traces(delivery.id, delivery.executionId, delivery.event.id);
    const answer = await settleAttempts(hot, [attemptAt(delivery, ending)]);
    expect(answer).toEqual({ settled: new Set(), openedReady: false, emitted: 0 });
    expect(await traces(delivery.id, delivery.executionId, delivery.event.id)).toEqual(before);
    await database.sql`delete from deliveries`;
  },
);

test("a late result in a batch does not keep its neighbours from being settled", async () => {
  const [late, good] = [await leased(), await leased()];
  await database.sql`delete from deliveries where id = ${late.id}`;
  const { settled } = await settleAttempts(hot, [attemptAt(late, failure), attemptAt(good)]);
  expect(settled).toEqual(new Set([good.executionId]));
  expect(await database.sql`select from deliveries`).toEqual([]);
});

test("a result settled twice counts once", async () => {
  const delivery = await leased();
  const attempt = attemptAt(delivery, failure);
  expect((await settleAttempts(hot, [attempt])).settled.size).toBe(1);
  const once = await traces(delivery.id, delivery.executionId, delivery.event.id);
  expect((await settleAttempts(hot, [attempt])).settled.size).toBe(0);
  expect(await traces(delivery.id, delivery.executionId, delivery.event.id)).toEqual(once);
  expect(once.gate).toMatchObject([{ remaining: 4 }]);
  expect(once.delivery).toMatchObject([{ attempts: 1, state: "scheduled" }]);
});
