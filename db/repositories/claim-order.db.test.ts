// Claims that must not see each other's rows: ordering keys, racing workers, locked rows.
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { openHotSql, type Sql } from "#db/client.ts";
import { claim, countLockWaits, createLine, createWorker, queue } from "#db/testing/buffer.ts";
import { eventually } from "#db/testing/eventually.ts";
import { createTestDatabase, type TestDatabase } from "#db/testing/test-database.ts";

let database: TestDatabase;
let hot: Sql;
let worker: string;

beforeAll(async () => {
  database = await createTestDatabase();
  hot = openHotSql(database.workerUrl, { max: 8, applicationName: "claim order test" });
  worker = await createWorker(hot);
});
afterEach(() => database.sql`truncate deliveries`);
afterAll(async () => {
  await hot.end({ timeout: 5 });
  await database.close();
});

const times = <T>(count: number, make: (n: number) => T): T[] =>
  Array.from({ length: count }, (_, n) => make(n));

describe("an ordering key", () => {
  test("lets only its oldest delivery start, whatever state that is in", async () => {
    const line = await createLine(database.sql);
    const key = (k: string, fields = {}) => ({ orderingKey: k, ...fields });
    const ids = await queue(database.sql, line, [
      key("a"),
      key("a"),
      key("b", { state: "scheduled", dueMs: 60_000 }),
      key("b"),
      key("c", { state: "waiting" }),
      key("c"),
      {},
    ]);
    expect((await claim(hot, worker)).map(({ id }) => id).sort()).toEqual([ids[0], ids[6]].sort());
    expect(await claim(hot, worker)).toEqual([]);
  });

  test("of another subscription is another", async () => {
    const line = await createLine(database.sql);
    const other = await createLine(database.sql, { of: line });
    await queue(database.sql, line, [{ orderingKey: "k" }]);
    await queue(database.sql, other, [{ orderingKey: "k" }]);
    expect(await claim(hot, worker)).toHaveLength(2);
  });

  test("runs one at a time even when an older event comes after a younger one has started", async () => {
    const line = await createLine(database.sql);
    const [older, younger] = await queue(database.sql, line, [
      { orderingKey: "k", dueMs: 60_000 },
      { orderingKey: "k" },
    ]);
    await database.sql`update deliveries set ordering_key = 'held' where id = ${older ?? ""}`;
    expect((await claim(hot, worker)).map(({ id }) => id)).toEqual([younger]);
    await database.sql`update deliveries set ordering_key = 'k', due_at = now() where id = ${older ?? ""}`;
    expect(await claim(hot, worker)).toEqual([]);
    await database.sql`delete from deliveries where id = ${younger ?? ""}`;
    expect((await claim(hot, worker)).map(({ id }) => id)).toEqual([older]);
  });
});

test("claims that race never lease a delivery twice, and leave none out", async () => {
  const lines = await Promise.all(times(4, () => createLine(database.sql)));
  for (const line of lines) {
    await queue(
      database.sql,
      line,
      times(100, (n) => ({ orderingKey: n % 10 === 0 ? "k" : null })),
    );
  }
  const workers = await Promise.all(times(4, () => createWorker(hot)));
  const claimed: { id: string; executionId: string }[] = [];
  for (;;) {
    const rounds = await Promise.all(workers.map((id) => claim(hot, id, { limit: 40 })));
    if (rounds.every((round) => round.length === 0)) break;
    claimed.push(...rounds.flat());
  }
  expect(new Set(claimed.map(({ id }) => id)).size).toBe(claimed.length);
  expect(claimed).toHaveLength(4 * (90 + 1));
  const held = await database.sql`select execution_id from deliveries where state = 'running'`;
  expect(new Set(held.map((row) => row["execution_id"]))).toEqual(
    new Set(claimed.map(({ executionId }) => executionId)),
  );
});

test("a row that another transaction holds is passed over, not waited for", async () => {
  const line = await createLine(database.sql);
  const [locked, free] = await queue(database.sql, line, [{}, {}]);
  await database.sql.begin(async (tx) => {
    await tx`select from deliveries where id = ${locked ?? ""} for update`;
    let isOver = false;
    const claiming = claim(hot, worker).finally(() => {
      isOver = true;
    });
    const waits = await eventually(
      () => countLockWaits(database.sql),
      (count) => isOver || count > 0,
    );
    expect(waits).toBe(0);
    expect((await claiming).map(({ id }) => id)).toEqual([free]);
  });
  expect((await claim(hot, worker)).map(({ id }) => id)).toEqual([locked]);
});
