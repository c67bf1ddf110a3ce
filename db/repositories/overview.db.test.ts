import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type DatabaseHandle, inTenant, openDatabase, openSql, type Sql } from "#db/client.ts";
import { createLine, createWorker, type Line, queue } from "#db/testing/buffer.ts";
import { addVersion, createScript, createTenant } from "#db/testing/fixtures.ts";
import { pastEvents, pastRun } from "#db/testing/past.ts";
import { createTestDatabase, type TestDatabase } from "#db/testing/test-database.ts";
import type { Overview } from "#lib/overview/overview.ts";
import { systemActor } from "#lib/tenancy/system-actor.ts";
import { readOverview } from "./overview.ts";

let database: TestDatabase;
let app: DatabaseHandle;
let worker: Sql;
beforeAll(async () => {
  database = await createTestDatabase();
  app = openDatabase(database.appUrl, { max: 2, applicationName: "overview test" });
  worker = openSql(database.workerUrl, { max: 1, applicationName: "overview test" });
});
afterAll(async () => {
  await app.close();
  await worker.end({ timeout: 5 });
  await database.close();
});

function look(tenantId: string, bound?: number): Promise<Overview> {
  const actor = systemActor("test", tenantId);
  return inTenant(app.db, tenantId, (tx) => readOverview(tx, actor, bound));
}

async function newTenant() {
  return (await createTenant(database.sql)).id;
}

async function letter(line: Line, fingerprint: string, state = "open") {
  await database.sql`
    insert into dead_letters (tenant_id, delivery_id, event_id, event_type, subscription_id, script_id, version, state,
      attempts, max_attempts, priority, idempotency_key, fingerprint, error, data)
    values (${line.tenantId}, uuidv7(), uuidv7(), 'a.b', ${line.subscriptionId}, ${line.scriptId}, 1, ${state}, 1, 1, 1,
      'k', ${fingerprint}, ${JSON.stringify({ name: "Error", message: fingerprint })}::text::jsonb, '{}')`;
}

describe("the overview of a tenant", () => {
  test("of which nothing is known yet is empty everywhere", async () => {
    const seen = await look(await newTenant());
    expect(seen).toMatchObject({
      events: { count: 0, capped: false },
      runs: { succeeded: 0, failed: 0, capped: false, p95Ms: null },
      queue: {
        waiting: { count: 0, oldestMs: null },
        ready: { count: 0, oldestMs: null },
        held: { count: 0, oldestMs: null },
        running: { count: 0, oldestMs: null },
        scheduled: { count: 0, nextInMs: null },
      },
      unrouted: { count: 0, oldestMs: null },
      openLetters: { count: 0, capped: false },
      failingScripts: [],
      openGroups: [],
    });
    expect(seen.minutes).toHaveLength(60);
    expect(seen.minutes.every((m) => m.events === 0 && m.failed === 0)).toBe(true);
  });

  test("counts its events of the last hour, minute by minute, and no older ones", async () => {
    const tenantId = await newTenant();
    await pastEvents(database.sql, { tenantId, count: 3 });
    await pastEvents(database.sql, { tenantId, minutesAgo: 30, count: 2 });
    await pastEvents(database.sql, { tenantId, minutesAgo: 61, count: 5 });
    const { events, minutes, at } = await look(tenantId);
    expect(events).toEqual({ count: 5, capped: false });
    expect(minutes.filter((minute) => minute.events).map((minute) => minute.events)).toEqual([
      2, 3,
    ]);
    const last = minutes.at(-1);
    expect(Date.parse(at) - Date.parse(last?.at ?? "")).toBeLessThan(60_000);
  });

  test("tells a count that reached its bound, and which minutes it did not reach", async () => {
    const tenantId = await newTenant();
    await pastEvents(database.sql, { tenantId, minutesAgo: 2, count: 4 });
    await pastEvents(database.sql, { tenantId, minutesAgo: 20, count: 9 });
    const { events, minutes } = await look(tenantId, 6);
    expect(events).toEqual({ count: 6, capped: true });
    const known = minutes.filter((minute) => minute.events !== null);
    expect(known).toHaveLength(20);
    expect(known.reduce((total, minute) => total + (minute.events ?? 0), 0)).toBe(4);
  });

  test("counts runs by their end and leaves out test runs and cancelled ones", async () => {
    const tenantId = await newTenant();
    const scriptId = await createScript(database.sql, tenantId, "return 1");
    const of = { tenantId, scriptId };
    for (let ms = 1; ms <= 19; ms += 1) await pastRun(database.sql, { ...of, durationMs: ms });
    await pastRun(database.sql, { ...of, status: "timed_out", durationMs: 900, minutesAgo: 5 });
    await pastRun(database.sql, { ...of, status: "cancelled" });
    await pastRun(database.sql, { ...of, status: "failed", trigger: "test" });
    await pastRun(database.sql, { ...of, status: "failed", minutesAgo: 62 });
    const { runs, minutes } = await look(tenantId);
    expect(runs).toEqual({ succeeded: 19, failed: 1, capped: false, p95Ms: 19 });
    expect(minutes.flatMap((minute) => (minute.failed ? [minute.failed] : []))).toEqual([1]);
  });

  test("tells what waits and for how long, a due retry among what is ready", async () => {
    const line = await createLine(database.sql);
    await queue(database.sql, line, [
      { state: "ready", dueMs: -5_000 },
      { state: "scheduled", dueMs: -9_000 },
      { state: "scheduled", dueMs: 60_000, orderingKey: '"k"' },
      { state: "ready", dueMs: -60_000, orderingKey: '"k"' },
      { state: "waiting" },
    ]);
    const { queue: queued } = await look(line.tenantId);
    expect(queued.ready.count).toBe(2);
    expect(queued.ready.oldestMs).toBeGreaterThanOrEqual(9_000);
    expect(queued.scheduled.count).toBe(1);
    expect(queued.scheduled.nextInMs).toBeGreaterThan(50_000);
    expect(queued.waiting.count).toBe(1);
    expect(queued.held.count).toBe(1);
    expect(queued.ready.oldestMs).toBeLessThan(60_000);
    expect(queued.running).toMatchObject({ count: 0, oldestMs: null });
    const bounded = await look(line.tenantId, 2);
    expect(bounded.queue.ready.capped).toBe(true);
  });

  test("tells events that the router has not looked at, without those whose time has not come", async () => {
    const tenantId = await newTenant();
    await database.sql`
      insert into unrouted_events (event_id, tenant_id, seq, due_at) values
        (uuidv7(), ${tenantId}, 1, now() - interval '4 seconds'), (uuidv7(), ${tenantId}, 2, now() + interval '1 hour')`;
    const { unrouted } = await look(tenantId);
    expect(unrouted.count).toBe(1);
    expect(unrouted.oldestMs).toBeGreaterThanOrEqual(4_000);
  });

  test("counts the workers whose heart beats", async () => {
    const before = (await look(await newTenant())).workers;
    await createWorker(worker);
    const silent = await createWorker(worker);
    await database.sql`update workers set heartbeat_at = now() - interval '1 minute' where id = ${silent}`;
    expect((await look(await newTenant())).workers).toBe(before + 1);
  });

  test("groups open letters by what went wrong, the largest group first", async () => {
    const line = await createLine(database.sql);
    await letter(line, "seldom");
    for (let n = 0; n < 3; n += 1) await letter(line, "often");
    await letter(line, "mended", "resolved");
    const { openLetters, openGroups } = await look(line.tenantId);
    expect(openLetters).toEqual({ count: 4, capped: false });
    expect(openGroups.map(({ error, count }) => [error.message, count])).toEqual([
      ["often", 3],
      ["seldom", 1],
    ]);
    expect((await look(line.tenantId, 3)).openLetters).toEqual({ count: 3, capped: true });
  });

  test("shows nothing of another tenant", async () => {
    const line = await createLine(database.sql);
    const { tenantId, scriptId } = line;
    await pastEvents(database.sql, { tenantId });
    await pastRun(database.sql, { tenantId, scriptId, status: "failed" });
    await queue(database.sql, line, [{ state: "ready" }]);
    await letter(line, "theirs");
    const foreign = await newTenant();
    const empty = await look(await newTenant());
    const { at: _, minutes: __, ...seen } = await look(foreign);
    const { at: ___, minutes: ____, ...nothing } = empty;
    expect(seen).toEqual(nothing);
  });
});

describe("a script with failed runs in the last hour", () => {
  async function scriptWith(outcomes: readonly [status: string, version?: number][]) {
    const tenantId = await newTenant();
    const scriptId = await createScript(database.sql, tenantId, "return 1");
    for (const [n, [status, version = 1]] of outcomes.entries()) {
      const minutesAgo = (outcomes.length - n) / 60;
      await pastRun(database.sql, {
        tenantId,
        scriptId,
        status,
        version,
        minutesAgo,
        message: `${n}`,
      });
    }
    return { tenantId, scriptId };
  }
  const ok: [string] = ["succeeded"];
  const bad: [string] = ["failed"];

  test("fails when two of its newest ten runs did, or its only one", async () => {
    const { tenantId } = await scriptWith([...Array(8).fill(ok), bad, bad]);
    const [script] = (await look(tenantId)).failingScripts;
    expect(script).toMatchObject({ isFailing: true, runs: 10, failed: 2 });
    expect(script?.lastError).toEqual({ name: "Error", message: "9" });
    const only = await scriptWith([bad]);
    expect((await look(only.tenantId)).failingScripts[0]?.isFailing).toBe(true);
  });

  test("does not fail when a retry mended it, and is still told", async () => {
    const { tenantId } = await scriptWith([ok, bad, ok]);
    expect((await look(tenantId)).failingScripts).toMatchObject([{ isFailing: false, failed: 1 }]);
  });

  test("does not fail any more once another version is deployed, until that one fails", async () => {
    const { tenantId, scriptId } = await scriptWith([bad, bad, bad]);
    await addVersion(database.sql, { tenantId, scriptId, version: 2, source: "return 2" });
    expect((await look(tenantId)).failingScripts[0]?.isFailing).toBe(false);
    await pastRun(database.sql, { tenantId, scriptId, version: 2, status: "out_of_memory" });
    expect((await look(tenantId)).failingScripts[0]?.isFailing).toBe(true);
  });

  test("is not told once it was deleted or has only succeeded", async () => {
    const { tenantId, scriptId } = await scriptWith([bad]);
    await createScript(database.sql, tenantId, "return 1");
    await database.sql`update scripts set deleted_at = now() where id = ${scriptId}`;
    expect((await look(tenantId)).failingScripts).toEqual([]);
    expect((await look((await scriptWith([ok])).tenantId)).failingScripts).toEqual([]);
  });
});
