import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { openHotSql, type Sql } from "#db/client.ts";
import {
  attemptAt,
  claim,
  countLockWaits,
  createLine,
  createWorker,
  queue,
} from "#db/testing/buffer.ts";
import { eventually } from "#db/testing/eventually.ts";
import { createTestDatabase, type TestDatabase } from "#db/testing/test-database.ts";
import {
  forgetWorkers,
  leaseSeconds,
  registerWorker,
  releaseDeliveries,
  releaseUnknown,
  removeWorker,
  rescueDeliveries,
} from "./leases.ts";
import { saveRunningLogs } from "./running-logs.ts";
import { settleAttempts } from "./settle.ts";

let database: TestDatabase;
let hot: Sql;

beforeAll(async () => {
  database = await createTestDatabase();
  hot = openHotSql(database.workerUrl, { max: 6, applicationName: "lease test" });
});
afterEach(() => database.sql`truncate deliveries, workers, executions`);
afterAll(async () => {
  await hot.end({ timeout: 5 });
  await database.close();
});

const states = () =>
  database.sql`select state, attempts, crashes, worker_id, execution_id, claimed_at from deliveries order by event_seq`;
const executions = () => database.sql`select * from executions order by id`;
const free = { state: "ready", worker_id: null, execution_id: null, claimed_at: null };

async function silence(workerId: string, seconds: number): Promise<void> {
  await database.sql`
    update workers set heartbeat_at = now() - make_interval(secs => ${seconds}) where id = ${workerId}`;
}

/** A worker that holds `count` deliveries. */
async function holding(count: number, fields: Parameters<typeof queue>[2][number] = {}) {
  const worker = await createWorker(hot);
  const line = await createLine(database.sql);
  await queue(
    database.sql,
    line,
    Array.from({ length: count }, () => fields),
  );
  return { worker, line, held: await claim(hot, worker) };
}

describe("a worker whose heart beats", () => {
  test("keeps its leases, up to the last second", async () => {
    const { worker } = await holding(3);
    await silence(worker, leaseSeconds - 1);
    expect(await rescueDeliveries(hot, 100)).toBe(0);
    expect((await states()).every((row) => row["worker_id"] === worker)).toBe(true);
  });

  test("keeps them all by one beat after a silence", async () => {
    const { worker } = await holding(3);
    await silence(worker, 3_600);
    await registerWorker(hot, worker, "http://moved");
    expect(await rescueDeliveries(hot, 100)).toBe(0);
    expect(await database.sql`select address from workers`).toEqual([{ address: "http://moved" }]);
  });
});

describe("a worker that is dead", () => {
  test("leaves what its runs had logged and done so far", async () => {
    const { worker, held, line } = await holding(1);
    const executionId = held[0]?.executionId ?? "";
    const at = "2026-11-23T00:00:00.000Z";
    const lines = [{ at, level: "info" as const, message: "half way" }];
    const effects = [{ seq: 1, kind: "http.get", target: "https://a.test/", ms: 3, ok: true }];
    await saveRunningLogs(hot, [{ executionId, tenantId: line.tenantId, lines, effects }]);
    await removeWorker(hot, worker);
    expect(await rescueDeliveries(hot, 100)).toBe(1);
    const [log] =
      await database.sql`select lines from execution_logs where execution_id = ${executionId}`;
    expect(log?.["lines"]).toEqual(lines);
    const [done] =
      await database.sql`select effects from execution_effects where execution_id = ${executionId}`;
    expect(done?.["effects"]).toEqual(effects);
  });

  test.each([
    ["silent for too long", (id: string) => silence(id, leaseSeconds + 1)],
    ["removed", (id: string) => removeWorker(hot, id)],
  ])(
    "(%s) loses its deliveries: back uncharged, the lost runs recorded as WorkerLost",
    async (_, kill) => {
      const { worker, held, line } = await holding(2, {
        attempts: 1,
        crashes: 2,
        state: "scheduled",
      });
      const other = await holding(1);
      await kill(worker);
      expect(await rescueDeliveries(hot, 100)).toBe(2);
      const [first, second, kept] = await states();
      expect([first, second]).toMatchObject([
        { ...free, attempts: 1, crashes: 2 },
        { ...free, attempts: 1, crashes: 2 },
      ]);
      expect(kept).toMatchObject({ state: "running", worker_id: other.worker });
      const lost = await executions();
      expect(lost.map((row) => row["id"]).sort()).toEqual(
        held.map(({ executionId }) => executionId).sort(),
      );
      expect(lost[0]).toMatchObject({
        tenant_id: line.tenantId,
        script_id: line.scriptId,
        status: "crashed",
        attempt: 2,
        trigger: "event",
        delivery_state: null,
        error: { name: "WorkerLost" },
      });
    },
  );

  test("finds its late results refused", async () => {
    const { worker, held } = await holding(1);
    await removeWorker(hot, worker);
    await rescueDeliveries(hot, 100);
    const other = await createWorker(hot);
    const [again] = await claim(hot, other);
    const late = await settleAttempts(
      hot,
      held.map((delivery) => attemptAt(delivery)),
    );
    expect(late.settled.size).toBe(0);
    expect((await states())[0]).toMatchObject({
      state: "running",
      execution_id: again?.executionId,
    });
  });

  test("is rescued once, however many try at the same moment", async () => {
    const { worker } = await holding(200);
    await removeWorker(hot, worker);
    const counts = await Promise.all(Array.from({ length: 6 }, () => rescueDeliveries(hot, 150)));
    const rest = await rescueDeliveries(hot, 1_000);
    expect(counts.reduce((sum, count) => sum + count, rest)).toBe(200);
    expect(await executions()).toHaveLength(200);
  });

  test("is rescued but for what another transaction holds at this moment", async () => {
    const { worker, held } = await holding(3);
    await removeWorker(hot, worker);
    await database.sql.begin(async (tx) => {
      await tx`select from deliveries where id = ${held[0]?.id ?? ""} for update`;
      let isOver = false;
      const rescuing = rescueDeliveries(hot, 100).finally(() => {
        isOver = true;
      });
      const waits = await eventually(
        () => countLockWaits(database.sql),
        (count) => isOver || count > 0,
      );
      expect(waits).toBe(0);
      expect(await rescuing).toBe(2);
    });
    expect(await rescueDeliveries(hot, 100)).toBe(1);
  });

  test("is rescued in parts no larger than asked", async () => {
    const { worker } = await holding(5);
    await removeWorker(hot, worker);
    expect([
      await rescueDeliveries(hot, 3),
      await rescueDeliveries(hot, 3),
      await rescueDeliveries(hot, 3),
    ]).toEqual([3, 2, 0]);
  });

  test("is forgotten after a day", async () => {
    const [old, recent] = [await createWorker(hot), await createWorker(hot)];
    await silence(old, 86_401);
    await silence(recent, 86_000);
    await forgetWorkers(hot);
    expect(await database.sql`select id from workers`).toEqual([{ id: recent }]);
  });
});

describe("giving back", () => {
  test("what was claimed and never ran leaves no trace", async () => {
    const { held } = await holding(3, { attempts: 1 });
    const [first, ...others] = held.map(({ executionId }) => executionId);
    await releaseDeliveries(hot, others);
    await releaseDeliveries(hot, []);
    expect(await states()).toMatchObject([
      { state: "running", execution_id: first },
      { ...free, attempts: 1 },
      { ...free, attempts: 1 },
    ]);
    expect(await executions()).toEqual([]);
  });

  test("what a lease of long ago names is not touched", async () => {
    const { held } = await holding(1);
    await releaseDeliveries(hot, [randomUUID()]);
    expect((await states())[0]).toMatchObject({ execution_id: held[0]?.executionId });
  });

  test("what this worker holds without knowing frees neither what it knows nor what others hold", async () => {
    const { worker, held } = await holding(3);
    const other = await holding(1);
    const known = held.slice(0, 1).map(({ executionId }) => executionId);
    expect(await releaseUnknown(hot, { workerId: worker, known })).toBe(0);
    await database.sql`update deliveries set claimed_at = now() - interval '3 seconds'`;
    expect(await releaseUnknown(hot, { workerId: worker, known })).toBe(2);
    expect(await states()).toMatchObject([
      { state: "running", execution_id: known[0] },
      free,
      free,
      { state: "running", worker_id: other.worker },
    ]);
    expect(await releaseUnknown(hot, { workerId: worker, known: [] })).toBe(1);
  });
});
