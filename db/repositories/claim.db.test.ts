import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { openHotSql, type Sql } from "#db/client.ts";
import { claim, createLine, createWorker, queue } from "#db/testing/buffer.ts";
import { createTestDatabase, type TestDatabase } from "#db/testing/test-database.ts";

let database: TestDatabase;
let hot: Sql;
let worker: string;

beforeAll(async () => {
  database = await createTestDatabase();
  hot = openHotSql(database.workerUrl, { max: 8, applicationName: "claim test" });
  worker = await createWorker(hot);
});
afterEach(() => database.sql`truncate deliveries`);
afterAll(async () => {
  await hot.end({ timeout: 5 });
  await database.close();
});

const times = <T>(count: number, make: (n: number) => T): T[] =>
  Array.from({ length: count }, (_, n) => make(n));

function countBy<T>(items: readonly T[], key: (item: T) => string): Record<string, number> {
  const groups = Object.groupBy(items, key);
  return Object.fromEntries(
    Object.entries(groups).map(([name, group]) => [name, group?.length ?? 0]),
  );
}

describe("a claimed delivery", () => {
  test("is leased to its worker under a new execution id, and comes with event, script and tenant", async () => {
    const line = await createLine(database.sql, { backoff: { kind: "fixed", delayMs: 5 } });
    const [id] = await queue(database.sql, line, [{ dueMs: -2_000, orderingKey: '"k"' }]);
    const [delivery, ...others] = await claim(hot, worker);
    expect(others).toEqual([]);
    expect(delivery).toMatchObject({
      id,
      ...line,
      version: 1,
      attempts: 0,
      maxAttempts: 4,
      crashes: 0,
      orderingKey: '"k"',
      backoff: { kind: "fixed", delayMs: 5 },
      event: { type: "a.b", hop: 0, path: [], dataJson: '{"n" : 0}' },
    });
    expect(delivery?.queueWaitMs).toBeGreaterThanOrEqual(2_000);
    const [row] = await database.sql`select * from deliveries`;
    expect(row).toMatchObject({
      state: "running",
      worker_id: worker,
      execution_id: delivery?.executionId,
    });
  });

  test("is not claimed again while it is leased", async () => {
    const line = await createLine(database.sql);
    await queue(database.sql, line, [{}]);
    expect(await claim(hot, worker)).toHaveLength(1);
    expect(await claim(hot, worker)).toEqual([]);
  });

  test("runs the version deployed now, a replay the one it is pinned to", async () => {
    const line = await createLine(database.sql);
    await queue(database.sql, line, [{}, {}]);
    await database.sql`update scripts set deployed_version = 7 where id = ${line.scriptId}`;
    await database.sql`update deliveries set pinned_version = 3 where event_seq = (select max(event_seq) from deliveries)`;
    expect((await claim(hot, worker)).map(({ version }) => version)).toEqual([7, 3]);
  });
});

describe("what may be claimed", () => {
  test("is ready or scheduled, and due", async () => {
    const line = await createLine(database.sql);
    const ids = await queue(database.sql, line, [
      { state: "waiting" },
      { state: "ready" },
      { state: "scheduled", dueMs: 60_000 },
      { state: "scheduled", dueMs: -1 },
      { state: "ready", dueMs: 60_000 },
    ]);
    const claimed = await claim(hot, worker);
    expect(claimed.map(({ id }) => id).sort()).toEqual([ids[1], ids[3]].sort());
  });

  test("comes the oldest first", async () => {
    const line = await createLine(database.sql);
    const ids = await queue(database.sql, line, [
      { dueMs: -10 },
      { dueMs: -30 },
      { dueMs: -20 },
      { dueMs: -30 },
    ]);
    expect((await claim(hot, worker, { limit: 3 })).map(({ id }) => id)).toEqual([
      ids[1],
      ids[3],
      ids[2],
    ]);
  });

  test("is not what a deleted subscription or script has left", async () => {
    const [kept, orphan, deleted] = await Promise.all(times(3, () => createLine(database.sql)));
    for (const line of [kept, orphan, deleted]) if (line) await queue(database.sql, line, [{}]);
    await database.sql`delete from subscriptions where id = ${orphan?.subscriptionId ?? ""}`;
    await database.sql`update scripts set deleted_at = now() where id = ${deleted?.scriptId ?? ""}`;
    expect((await claim(hot, worker)).map(({ scriptId }) => scriptId)).toEqual([kept?.scriptId]);
  });
});

describe("turns of the tenants", () => {
  test("one with a long line leaves room for one with a single delivery", async () => {
    const busy = await createLine(database.sql);
    const quiet = await createLine(database.sql);
    await queue(
      database.sql,
      busy,
      times(600, () => ({ dueMs: -60_000 })),
    );
    await queue(database.sql, quiet, [{ dueMs: -1 }]);
    const claimed = await claim(hot, worker, { limit: 50 });
    expect(countBy(claimed, ({ tenantId }) => tenantId)).toEqual({
      [busy.tenantId]: 49,
      [quiet.tenantId]: 1,
    });
  });

  test("are of sixteen, and what room is left goes to the oldest", async () => {
    const old = await createLine(database.sql);
    const young = await createLine(database.sql);
    await queue(
      database.sql,
      old,
      times(40, () => ({ dueMs: -60_000 })),
    );
    await queue(
      database.sql,
      young,
      times(40, () => ({ dueMs: -1_000 })),
    );
    const claimed = await claim(hot, worker, { limit: 40 });
    expect(countBy(claimed, ({ tenantId }) => tenantId)).toEqual({
      [old.tenantId]: 24,
      [young.tenantId]: 16,
    });
  });

  test("come round even when more tenants have old work than one claim can hold", async () => {
    const lines = await Promise.all(times(12, () => createLine(database.sql)));
    for (const line of lines)
      await queue(
        database.sql,
        line,
        times(16, () => ({ dueMs: -60_000 })),
      );
    const late = await createLine(database.sql);
    await queue(database.sql, late, [{ dueMs: -1 }]);
    const claimed = await claim(hot, worker, { limit: 50 });
    expect(claimed).toHaveLength(50);
    const counts = countBy(claimed, ({ tenantId }) => tenantId);
    expect(counts[late.tenantId]).toBe(1);
    for (const { tenantId } of lines) expect(counts[tenantId]).toBeGreaterThanOrEqual(4);
  });
});

test("tenants may be left out", async () => {
  const [left, kept] = [await createLine(database.sql), await createLine(database.sql)];
  for (const line of [left, kept]) await queue(database.sql, line, [{}]);
  const claimed = await claim(hot, worker, { exceptTenants: [left.tenantId] });
  expect(claimed.map(({ tenantId }) => tenantId)).toEqual([kept.tenantId]);
});

describe("caps", () => {
  test("leave a script alone at 0, hold the default for others, and the limit over all", async () => {
    const [closed, few, free] = await Promise.all(times(3, () => createLine(database.sql)));
    if (!closed || !few || !free) throw new Error("three lines");
    for (const line of [closed, few, free])
      await queue(
        database.sql,
        line,
        times(10, () => ({})),
      );
    const claimed = await claim(hot, worker, {
      caps: [
        [closed.scriptId, 0],
        [few.scriptId, 3],
      ],
      defaultCap: 7,
    });
    const counts = countBy(claimed, ({ scriptId }) => scriptId);
    expect(counts).toEqual({ [few.scriptId]: 3, [free.scriptId]: 7 });
    expect(await claim(hot, worker, { limit: 2 })).toHaveLength(2);
  });

  test("are of the script, however many subscriptions it has", async () => {
    const first = await createLine(database.sql);
    const lines = [
      first,
      ...(await Promise.all(times(4, () => createLine(database.sql, { of: first })))),
    ];
    for (const line of lines)
      await queue(
        database.sql,
        line,
        times(5, () => ({})),
      );
    const capped = await claim(hot, worker, { caps: [[first.scriptId, 6]] });
    expect(capped).toHaveLength(6);
    expect(await claim(hot, worker, { defaultCap: 2 })).toHaveLength(2);
  });

  test("hold the payload of one claim near 8 MB, and let a larger one pass alone", async () => {
    const line = await createLine(database.sql);
    await queue(
      database.sql,
      line,
      times(40, () => ({ dataBytes: 512 * 1024 })),
    );
    expect(await claim(hot, worker)).toHaveLength(16);
    await database.sql`truncate deliveries`;
    await queue(
      database.sql,
      line,
      times(2, () => ({ dataBytes: 100_000_000 })),
    );
    expect(await claim(hot, worker)).toHaveLength(1);
  });
});
