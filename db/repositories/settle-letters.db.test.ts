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
import type { RunResult } from "#lib/executions/run-result.ts";
import { cancelOrphans } from "./orphans.ts";
import { settleAttempts } from "./settle.ts";

let database: TestDatabase;
let hot: Sql;
let worker: string;

beforeAll(async () => {
  database = await createTestDatabase();
  hot = openHotSql(database.workerUrl, { max: 4, applicationName: "letters test" });
  worker = await createWorker(hot);
});
afterAll(async () => {
  await hot.end({ timeout: 5 });
  await database.close();
});

const never: Partial<RunResult> = { ...failure, retry: { kind: "never" } };

async function run(fields: Partial<RunResult>) {
  const [delivery] = await claim(hot, worker);
  if (!delivery) throw new Error("nothing to claim");
  await settleAttempts(hot, [attemptAt(delivery, fields)]);
  return delivery;
}

const lettersOf = ({ tenantId }: Line) =>
  database.sql`select * from dead_letters where tenant_id = ${tenantId}`;
const replaysOf = ({ tenantId }: Line) =>
  database.sql`select state, succeeded, failed, finished_at is not null as finished from replays where tenant_id = ${tenantId}`;

/** A line with one dead letter, and a replay of it under way. */
async function replayed(total = 1) {
  const { sql } = database;
  const line = await createLine(sql);
  await queue(sql, line, [{}]);
  await run(never);
  const [letter] = await sql<{ id: string }[]>`
    update dead_letters set state = 'replaying' where tenant_id = ${line.tenantId} returning id`;
  const [replay] = await sql<{ id: string }[]>`
    insert into replays (tenant_id, state, total, rate_per_second, dry_run, reason, actor, selection)
    values (${line.tenantId}, 'running', ${total}, 5, false, 'test', 'test', '{}') returning id`;
  if (!letter || !replay) throw new Error("no letter to replay");
  const ids = { deadLetterId: letter.id, replayId: replay.id };
  const [deliveryId] = await queue(sql, line, [{ ...ids, maxAttempts: 2 }]);
  return { line, deliveryId };
}

describe("a replayed letter", () => {
  test("is resolved by a success, recorded as a replay", async () => {
    const { line, deliveryId } = await replayed();
    await run({});
    expect(await lettersOf(line)).toMatchObject([{ state: "resolved" }]);
    expect(await replaysOf(line)).toEqual([
      { state: "done", succeeded: 1, failed: 0, finished: true },
    ]);
    expect(
      await database.sql`select trigger from executions where delivery_id = ${deliveryId ?? ""}`,
    ).toEqual([{ trigger: "replay" }]);
  });

  test("waits while its delivery is tried again, and is then opened, the same letter with the last error", async () => {
    const { line, deliveryId } = await replayed();
    await run({ ...failure, retry: { kind: "after", delayMs: 0 } });
    expect(await lettersOf(line)).toMatchObject([{ state: "replaying" }]);
    await run({ outcome: "timed_out", error: { name: "TimedOut", message: "too long" } });
    expect(await lettersOf(line)).toMatchObject([
      {
        state: "open",
        delivery_id: deliveryId,
        attempts: 2,
        error: { name: "TimedOut", message: "too long" },
        data: { n: 0 },
      },
    ]);
    expect(await replaysOf(line)).toEqual([
      { state: "done", succeeded: 0, failed: 1, finished: true },
    ]);
  });

  test("of several is counted, and the replay goes on", async () => {
    const { line } = await replayed(3);
    await run({});
    expect(await replaysOf(line)).toEqual([
      { state: "running", succeeded: 1, failed: 0, finished: false },
    ]);
  });

  test("is open again, and its replay over, when its subscription is deleted while it waits", async () => {
    const { line, deliveryId } = await replayed();
    await database.sql`delete from subscriptions where id = ${line.subscriptionId}`;
    expect(await cancelOrphans(hot)).toBe(1);
    expect(await lettersOf(line)).toMatchObject([{ state: "open" }]);
    expect(await replaysOf(line)).toEqual([
      { state: "done", succeeded: 0, failed: 1, finished: true },
    ]);
    const closed =
      await database.sql`select status, delivery_state, trigger from executions where delivery_id = ${deliveryId ?? ""}`;
    expect(closed).toEqual([
      { status: "cancelled", delivery_state: "cancelled", trigger: "replay" },
    ]);
  });
});

test("letters of one batch with the same error share their fingerprint, each with its own payload", async () => {
  const line = await createLine(database.sql);
  await queue(database.sql, line, [{}, {}, {}]);
  const deliveries = await claim(hot, worker);
  const attempts = deliveries.map((delivery, n) =>
    attemptAt(delivery, { ...never, error: { name: "Error", message: `no order ${n * 1_000}` } }),
  );
  await settleAttempts(hot, attempts);
  const letters = await lettersOf(line);
  expect(new Set(letters.map((letter) => letter["fingerprint"])).size).toBe(1);
  expect(letters.map((letter) => letter["data"].n).sort()).toEqual([0, 1, 2]);
});

test("a death without an error still has a letter that names the outcome", async () => {
  const line = await createLine(database.sql);
  await queue(database.sql, line, [{ crashes: 2 }]);
  await run({ outcome: "crashed", error: null });
  expect(await lettersOf(line)).toMatchObject([{ error: { name: "Error", message: "crashed" } }]);
});
