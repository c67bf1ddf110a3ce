import { randomUUIDv7 } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openHotSql, type Sql } from "#db/client.ts";
import {
  attemptAt,
  claim,
  createLine,
  createWorker,
  failure,
  type Line,
  queue,
} from "#db/testing/buffer.ts";
import { createTestDatabase, type TestDatabase } from "#db/testing/test-database.ts";
import type { SettledAttempt } from "#lib/deliveries/settled-attempt.ts";
import type { RunResult } from "#lib/executions/run-result.ts";
import { settleAttempts } from "./settle.ts";

let database: TestDatabase;
let hot: Sql;
let worker: string;

beforeAll(async () => {
  database = await createTestDatabase();
  hot = openHotSql(database.workerUrl, { max: 4, applicationName: "settle test" });
  worker = await createWorker(hot);
});
afterAll(async () => {
  await hot.end({ timeout: 5 });
  await database.close();
});

type Queued = NonNullable<Parameters<typeof queue>[2]>[number];

/** Queues one delivery, claims it, and settles it as `fields` say. */
async function settled(line: Line, fields: Partial<RunResult> = {}, queued: Queued = {}) {
  await queue(database.sql, line, [queued]);
  const [delivery] = await claim(hot, worker);
  if (!delivery) throw new Error("nothing to claim");
  const attempt = attemptAt(delivery, fields);
  const answer = await settleAttempts(hot, [attempt]);
  return { delivery, attempt, answer };
}

const deliveryOf = async (id: string) =>
  (await database.sql`select * from deliveries where id = ${id}`)[0];
const executionsOf = (id: string) =>
  database.sql`
    select e.*, l.lines, e.result::text as text from executions e
    left join execution_logs l on l.execution_id = e.id where e.delivery_id = ${id} order by e.id`;

describe("an attempt that succeeded", () => {
  test("ends its delivery and is recorded with result and log", async () => {
    const line = await createLine(database.sql);
    const logs = [
      { at: "2026-01-01T00:00:00Z", level: "info" as const, message: "é", data: { n: 1 } },
    ];
    const { delivery, answer } = await settled(line, {
      resultJson: '{"n":9007199254740993}',
      logs,
    });
    expect(answer).toEqual({
      settled: new Set([delivery.executionId]),
      openedReady: false,
      emitted: 0,
    });
    expect(await deliveryOf(delivery.id)).toBeUndefined();
    expect(await executionsOf(delivery.id)).toMatchObject([
      {
        id: delivery.executionId,
        tenant_id: line.tenantId,
        event_id: delivery.event.id,
        event_type: "a.b",
        subscription_id: line.subscriptionId,
        script_id: line.scriptId,
        version: 1,
        trigger: "event",
        attempt: 1,
        status: "succeeded",
        delivery_state: "succeeded",
        attempts: 1,
        max_attempts: 4,
        text: '{"n":9007199254740993}',
        error: null,
        lines: logs,
      },
    ]);
  });

  test("writes what it emitted: one hop further, in the same chain, at its time", async () => {
    const line = await createLine(database.sql);
    const emitted = [
      { id: randomUUIDv7(), type: "c.d", dataJson: '{"n":9007199254740993}', subject: "s" },
      { id: randomUUIDv7(), type: "c.e", dataJson: "null", delayMs: 60_000 },
    ];
    const { delivery, answer } = await settled(line, { emitted });
    expect(answer.emitted).toBe(2);
    const rows = await database.sql`
      select e.*, e.data::text as text, round(extract(epoch from u.due_at - now()))::int as due_in from events e
      join unrouted_events u on u.event_id = e.id and u.seq = e.seq
      where e.causation_id = ${delivery.executionId} order by e.seq`;
    const chain = { hop: 1, correlation_id: delivery.event.id, path: [line.subscriptionId] };
    expect(rows).toMatchObject([
      {
        ...chain,
        id: emitted[0]?.id,
        type: "c.d",
        subject: "s",
        text: '{"n":9007199254740993}',
        due_in: 0,
      },
      { ...chain, id: emitted[1]?.id, type: "c.e", subject: null, text: "null", due_in: 60 },
    ]);
    expect(rows.every((row) => row["tenant_id"] === line.tenantId)).toBe(true);
  });
});

describe("an attempt that failed", () => {
  test("is recorded, charged and scheduled again after its delay, and emits nothing", async () => {
    const line = await createLine(database.sql, { backoff: { kind: "fixed", delayMs: 60_000 } });
    const emitted = [{ id: randomUUIDv7(), type: "c.d", dataJson: "1" }];
    const { delivery, answer } = await settled(line, { ...failure, emitted });
    expect(answer).toMatchObject({ openedReady: false, emitted: 0 });
    expect(await deliveryOf(delivery.id)).toMatchObject({
      state: "scheduled",
      attempts: 1,
      crashes: 0,
      execution_id: null,
      worker_id: null,
      claimed_at: null,
    });
    const [due] = await database.sql`
      select extract(epoch from due_at - now())::int as seconds from deliveries where id = ${delivery.id}`;
    expect(due?.["seconds"]).toBeGreaterThan(55);
    const [run] = await executionsOf(delivery.id);
    expect(run).toMatchObject({
      status: "failed",
      attempt: 1,
      delivery_state: null,
      error: failure.error,
    });
    expect(
      await database.sql`select from events where causation_id = ${delivery.executionId}`,
    ).toEqual([]);
  });

  test("for the last time leaves a dead letter with the payload and the error", async () => {
    const line = await createLine(database.sql);
    const { delivery } = await settled(line, failure, {
      attempts: 3,
      maxAttempts: 4,
      orderingKey: '"k"',
    });
    expect(await deliveryOf(delivery.id)).toBeUndefined();
    expect(await executionsOf(delivery.id)).toMatchObject([
      { attempt: 4, attempts: 4, delivery_state: "dead" },
    ]);
    const letters =
      await database.sql`select * from dead_letters where delivery_id = ${delivery.id}`;
    expect(letters).toMatchObject([
      {
        tenant_id: line.tenantId,
        event_id: delivery.event.id,
        subscription_id: line.subscriptionId,
        script_id: line.scriptId,
        version: 1,
        state: "open",
        attempts: 4,
        max_attempts: 4,
        priority: 100,
        ordering_key: '"k"',
        idempotency_key: delivery.idempotencyKey,
        error: { name: "TypeError", message: "broken" },
        data: { n: 0 },
      },
    ]);
  });

  test("by a crash goes back at once, and is dead the third time", async () => {
    const line = await createLine(database.sql);
    const first = await settled(line, { outcome: "crashed" }, { crashes: 1 });
    expect(first.answer.openedReady).toBe(true);
    expect(await deliveryOf(first.delivery.id)).toMatchObject({
      state: "ready",
      attempts: 0,
      crashes: 2,
    });
    const [again] = await claim(hot, worker);
    if (!again) throw new Error("nothing to claim");
    await settleAttempts(hot, [attemptAt(again, { outcome: "crashed" })]);
    expect(await deliveryOf(again.id)).toBeUndefined();
    expect(
      await database.sql`select from dead_letters where delivery_id = ${again.id}`,
    ).toHaveLength(1);
  });
});

test("an uncharged attempt goes back as it was and leaves no record", async () => {
  const line = await createLine(database.sql);
  const uncharged = { outcome: "crashed", uncharged: true } as const;
  const { delivery } = await settled(line, uncharged, { attempts: 2, crashes: 1 });
  expect(await deliveryOf(delivery.id)).toMatchObject({ state: "ready", attempts: 2, crashes: 1 });
  expect(await executionsOf(delivery.id)).toEqual([]);
  await database.sql`delete from deliveries where id = ${delivery.id}`;
});

test("a large batch of every outcome is settled in one go, each by its own", async () => {
  const line = await createLine(database.sql);
  await queue(
    database.sql,
    line,
    Array.from({ length: 400 }, () => ({})),
  );
  const deliveries = await claim(hot, worker);
  const kinds: Partial<RunResult>[] = [
    {},
    failure,
    { ...failure, retry: { kind: "never" } },
    { outcome: "crashed" },
  ];
  const attempts = deliveries.map(
    (delivery, n): SettledAttempt => attemptAt(delivery, kinds[n % 4]),
  );
  const { settled: held } = await settleAttempts(hot, attempts);
  expect(held.size).toBe(400);
  const states = await database.sql`
    select state, count(*)::int from deliveries where subscription_id = ${line.subscriptionId} group by 1 order by 1`;
  expect(states).toEqual([
    { state: "ready", count: 100 },
    { state: "scheduled", count: 100 },
  ]);
  const runs = await database.sql`
    select status, count(*)::int from executions where subscription_id = ${line.subscriptionId} group by 1 order by 1`;
  expect(runs).toEqual([
    { status: "crashed", count: 100 },
    { status: "failed", count: 200 },
    { status: "succeeded", count: 100 },
  ]);
  await database.sql`delete from deliveries`;
});
