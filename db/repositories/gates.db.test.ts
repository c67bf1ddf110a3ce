// The priority gate: pass_gates under settles, rescues and cancellations that come at the same moment.
import { randomUUIDv7 } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { openHotSql, type Sql } from "#db/client.ts";
import {
  attemptAt,
  claim,
  countLockWaits,
  createLine,
  createWorker,
  failure,
  queue,
} from "#db/testing/buffer.ts";
import { eventually } from "#db/testing/eventually.ts";
import { createTestDatabase, type TestDatabase } from "#db/testing/test-database.ts";
import type { RunResult } from "#lib/executions/run-result.ts";
import { settleAttempts } from "./settle.ts";

let database: TestDatabase;
let hot: Sql;
let worker: string;

beforeAll(async () => {
  database = await createTestDatabase();
  hot = openHotSql(database.workerUrl, { max: 12, applicationName: "gate test" });
  worker = await createWorker(hot);
});
afterEach(() => database.sql`truncate deliveries, event_gates`);
afterAll(async () => {
  await hot.end({ timeout: 5 });
  await database.close();
});

/** One event with a delivery for each priority, the lowest ready and gated, as the router leaves it. */
async function gatedEvent(priorities: readonly number[]) {
  const { sql } = database;
  const line = await createLine(sql);
  const eventId = randomUUIDv7();
  await sql`
    insert into events (id, tenant_id, type, source, "time", correlation_id, data)
    values (${eventId}, ${line.tenantId}, 'a.b', 'test', now(), ${eventId}, '{}')`;
  const open = Math.min(...priorities);
  await queue(
    sql,
    line,
    priorities.map((priority) => ({
      eventId,
      priority,
      gated: true,
      state: priority === open ? "ready" : "waiting",
    })),
  );
  const remaining = priorities.filter((priority) => priority === open).length;
  await sql`insert into event_gates values (${eventId}, ${line.tenantId}, ${open}, ${remaining})`;
  return { line, eventId };
}

const gates = () => database.sql`select open_priority, remaining from event_gates`;
const statesByPriority = () =>
  database.sql`select priority, state from deliveries order by priority, id`;

async function settleNext(fields: Partial<RunResult> = {}) {
  const claimed = await claim(hot, worker);
  const attempts = claimed.map((delivery) => attemptAt(delivery, fields));
  const answer = await settleAttempts(hot, attempts);
  return { priorities: claimed.map(({ priority }) => priority), openedReady: answer.openedReady };
}

describe("the next priority", () => {
  test("opens when the last first attempt before it is over, until none is left", async () => {
    await gatedEvent([0, 0, 5, 9, 9]);
    expect(await settleNext()).toEqual({ priorities: [0, 0], openedReady: true });
    expect(await gates()).toEqual([{ open_priority: 5, remaining: 1 }]);
    expect(await statesByPriority()).toEqual([
      { priority: 5, state: "ready" },
      { priority: 9, state: "waiting" },
      { priority: 9, state: "waiting" },
    ]);
    expect(await settleNext()).toEqual({ priorities: [5], openedReady: true });
    expect(await settleNext()).toEqual({ priorities: [9, 9], openedReady: false });
    expect(await gates()).toEqual([]);
  });

  test.each<[string, Partial<RunResult>]>([
    ["failed", { ...failure, retry: { kind: "after", delayMs: 60_000 } }],
    ["died", { ...failure, retry: { kind: "never" } }],
  ])("opens when a first attempt has %s, and not again with its later ones", async (_, fields) => {
    await gatedEvent([0, 5, 9]);
    expect((await settleNext(fields)).openedReady).toBe(true);
    expect(await gates()).toEqual([{ open_priority: 5, remaining: 1 }]);
    await database.sql`update deliveries set due_at = now() where state = 'scheduled'`;
    await database.sql`update deliveries set due_at = now() + interval '1 hour' where priority = 5`;
    await settleNext({ ...failure, retry: { kind: "never" } });
    expect(await gates()).toEqual([{ open_priority: 5, remaining: 1 }]);
  });

  test("opens after a crash that comes back at once", async () => {
    await gatedEvent([0, 5]);
    expect((await settleNext({ outcome: "crashed" })).openedReady).toBe(true);
    expect(await statesByPriority()).toEqual([
      { priority: 0, state: "ready" },
      { priority: 5, state: "ready" },
    ]);
    await settleNext();
    expect(await gates()).toEqual([]);
  });

  test("does not open for an attempt that did not count", async () => {
    await gatedEvent([0, 5]);
    await settleNext({ outcome: "crashed", uncharged: true });
    expect(await gates()).toEqual([{ open_priority: 0, remaining: 1 }]);
    expect((await settleNext()).openedReady).toBe(true);
  });

  test("of one event does not open another's", async () => {
    const first = await gatedEvent([0, 5]);
    await gatedEvent([0, 5]);
    const claimed = await claim(hot, worker);
    const mine = claimed.filter(({ event }) => event.id === first.eventId);
    await settleAttempts(
      hot,
      mine.map((delivery) => attemptAt(delivery)),
    );
    const open = await database.sql`select event_id from deliveries where state = 'ready'`;
    expect(open).toEqual([{ event_id: first.eventId }]);
  });
});

describe("at the same moment", () => {
  test("ten settles of one group open the next once", async () => {
    await gatedEvent([...Array.from({ length: 10 }, () => 0), 5, 5, 9]);
    const claimed = await claim(hot, worker);
    expect(claimed).toHaveLength(10);
    const answers = await Promise.all(
      claimed.map((delivery) => settleAttempts(hot, [attemptAt(delivery)])),
    );
    expect(answers.filter(({ openedReady }) => openedReady)).toHaveLength(1);
    expect(await gates()).toEqual([{ open_priority: 5, remaining: 2 }]);
  });

  test("settles of many events in any order neither deadlock nor lose an opening", async () => {
    for (let n = 0; n < 12; n += 1) await gatedEvent([0, 0, 0, 0, 7]);
    const claimed = await claim(hot, worker);
    const batches = [0, 1, 2, 3].map((part) => {
      const attempts = claimed
        .filter((_, n) => n % 4 === part)
        .map((delivery) => attemptAt(delivery));
      return part % 2 ? attempts : attempts.reverse();
    });
    const outcomes = await Promise.allSettled(batches.map((batch) => settleAttempts(hot, batch)));
    // A deadlock is undone as a whole and settled again, as the settler does.
    for (const [n, { status }] of outcomes.entries()) {
      if (status === "rejected") await settleAttempts(hot, batches[n] ?? []);
    }
    expect(await statesByPriority()).toEqual(
      Array.from({ length: 12 }, () => ({ priority: 7, state: "ready" })),
    );
  });

  test("a settle whose next priority is being cancelled opens the one after it", async () => {
    await gatedEvent([0, 5, 9]);
    const [delivery] = await claim(hot, worker);
    if (!delivery) throw new Error("nothing to claim");
    let settling: ReturnType<typeof settleAttempts> | undefined;
    await database.sql.begin(async (tx) => {
      await tx`delete from deliveries where priority = 5`;
      settling = settleAttempts(hot, [attemptAt(delivery)]);
      await eventually(
        () => countLockWaits(database.sql),
        (count) => count > 0,
      );
    });
    expect((await settling)?.openedReady).toBe(true);
    expect(await gates()).toEqual([{ open_priority: 9, remaining: 1 }]);
    expect(await statesByPriority()).toEqual([{ priority: 9, state: "ready" }]);
  });

  test("a settle whose last priority is being cancelled closes the gate", async () => {
    await gatedEvent([0, 5]);
    const [delivery] = await claim(hot, worker);
    if (!delivery) throw new Error("nothing to claim");
    let settling: ReturnType<typeof settleAttempts> | undefined;
    await database.sql.begin(async (tx) => {
      await tx`delete from deliveries where priority = 5`;
      settling = settleAttempts(hot, [attemptAt(delivery)]);
      await eventually(
        () => countLockWaits(database.sql),
        (count) => count > 0,
      );
    });
    expect((await settling)?.openedReady).toBe(false);
    expect(await gates()).toEqual([]);
  });
});
