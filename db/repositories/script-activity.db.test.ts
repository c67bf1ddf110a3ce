import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type DatabaseHandle, inTenant, openDatabase, type Tx } from "#db/client.ts";
import { createLine, type Line, type QueuedFields, queue } from "#db/testing/buffer.ts";
import { createScript, createTenant, type TestTenant } from "#db/testing/fixtures.ts";
import { createTestDatabase, type TestDatabase } from "#db/testing/test-database.ts";
import type { ExecutionStatus } from "#lib/executions/execution-status.ts";
import { readScriptActivity, readScriptDependents, readVersionRuns } from "./script-activity.ts";

let database: TestDatabase;
let handle: DatabaseHandle;
let tenant: TestTenant;
let other: TestTenant;
let line: Line;

beforeAll(async () => {
  database = await createTestDatabase();
  handle = openDatabase(database.appUrl, { max: 3, applicationName: "script activity test" });
});
afterAll(async () => {
  await handle.close();
  await database.close();
});
beforeEach(async () => {
  tenant = await createTenant(database.sql);
  other = await createTenant(database.sql);
  line = await createLine(database.sql, { of: { tenantId: tenant.id } });
});

type Run = { status?: ExecutionStatus; durationMs?: number; version?: number };

/** Oldest first. */
async function ran(of: Line, runs: readonly Run[]): Promise<void> {
  const rows = runs.map(({ status = "succeeded", durationMs = 1, version = 1 }, n) => ({
    status,
    duration: durationMs,
    version,
    n,
  }));
  await database.sql`
    insert into executions (id, tenant_id, script_id, version, trigger, attempt, status, started_at, finished_at, duration_ms)
    select uuidv7(make_interval(secs => n - 500)), ${of.tenantId}, ${of.scriptId}, version, 'event', 1, status,
      now() + make_interval(secs => n - 500), now(), duration
    from json_to_recordset(${JSON.stringify(rows)}::text::json) as r (status text, duration float8, version int, n int)`;
}

const asTenant = <T>(work: (tx: Tx) => Promise<T>) => inTenant(handle.db, tenant.id, work);

async function activityOf(scriptId: string) {
  const found = await asTenant((tx) => readScriptActivity(tx, tenant.actor, [scriptId]));
  return found[0];
}

const times = (count: number, run: Run): Run[] => Array.from({ length: count }, () => run);

describe("the activity of a script", () => {
  test("that never ran says so", async () => {
    expect(await activityOf(line.scriptId)).toEqual({
      scriptId: line.scriptId,
      lastRun: null,
      runs: 0,
      succeeded: 0,
      p95Ms: null,
      subscriptions: { active: 1, all: 1 },
    });
  });

  test("names the newest run, how many succeeded, and the 95th percentile of their durations", async () => {
    const runs = Array.from({ length: 20 }, (_, n): Run => ({ durationMs: n + 1 }));
    await ran(line, [...runs.slice(0, 19), { status: "timed_out", durationMs: 20 }]);
    expect(await activityOf(line.scriptId)).toMatchObject({
      lastRun: { status: "timed_out", startedAt: expect.stringMatching(/^\d{4}-.*Z$/) },
      runs: 20,
      succeeded: 19,
      p95Ms: 19,
    });
  });

  test("looks back on the last 100 executions only", async () => {
    await ran(line, [...times(30, { status: "failed", durationMs: 900 }), ...times(100, {})]);
    expect(await activityOf(line.scriptId)).toMatchObject({ runs: 100, succeeded: 100, p95Ms: 1 });
  });

  test("leaves out what was cancelled before it ran", async () => {
    await ran(line, [{ durationMs: 5 }, { status: "cancelled", durationMs: 0 }]);
    const activity = await activityOf(line.scriptId);
    expect(activity).toMatchObject({ runs: 1, succeeded: 1, p95Ms: 5 });
    expect(activity?.lastRun?.status).toBe("succeeded");
  });

  test("shows the run that goes on now as the last one", async () => {
    await ran(line, [{}]);
    await queueAs([{ state: "ready" }]);
    await database.sql`
      update deliveries set state = 'running', execution_id = uuidv7(), claimed_at = now()
      where tenant_id = ${tenant.id}`;
    const activity = await activityOf(line.scriptId);
    expect(activity).toMatchObject({ lastRun: { status: "running" }, runs: 1 });
  });

  test("counts its subscriptions, also those that are switched off", async () => {
    await createLine(database.sql, { of: line, active: false });
    const activity = await activityOf(line.scriptId);
    expect(activity?.subscriptions).toEqual({ active: 1, all: 2 });
  });

  test("is not told of another tenant's script, nor of a deleted one", async () => {
    const foreign = await createScript(database.sql, other.id, "return 1");
    expect(await activityOf(foreign)).toBeUndefined();
    await database.sql`update scripts set deleted_at = now() where id = ${line.scriptId}`;
    expect(await activityOf(line.scriptId)).toBeUndefined();
  });

  test("is read for many scripts at once, and for none without a question", async () => {
    const second = await createLine(database.sql, { of: { tenantId: tenant.id } });
    await ran(second, [{ status: "failed" }]);
    const ids = [line.scriptId, second.scriptId];
    const found = await asTenant((tx) => readScriptActivity(tx, tenant.actor, ids));
    const succeeded = found.map((activity) => [activity.scriptId, activity.runs]);
    expect(Object.fromEntries(succeeded)).toEqual({ [line.scriptId]: 0, [second.scriptId]: 1 });
    expect(await asTenant((tx) => readScriptActivity(tx, tenant.actor, []))).toEqual([]);
  });

  test("rests on an index that gives the newest executions without sorting", async () => {
    await ran(line, times(400, {}));
    await database.sql`analyze executions`;
    const [row] = await database.sql<{ "QUERY PLAN": unknown }[]>`
      explain (analyze, format json) select id from executions
      where tenant_id = ${tenant.id} and script_id = ${line.scriptId} order by id desc limit 100`;
    const plan = JSON.stringify(row);
    expect(plan).toContain("script_id_id_idx");
    expect(plan).not.toContain('"Sort"');
  });
});

/** Deliveries of the line. */
function queueAs(entries: readonly QueuedFields[]) {
  return queue(database.sql, line, entries);
}

describe("what hangs on a script", () => {
  const dependentsOf = (scriptId: string) =>
    asTenant((tx) => readScriptDependents(tx, tenant.actor, scriptId));

  test("are its subscriptions, and the deliveries that wait in any state", async () => {
    await queueAs([{ state: "ready" }, { state: "scheduled" }, { state: "waiting" }]);
    expect(await dependentsOf(line.scriptId)).toEqual({
      subscriptions: { active: 1, all: 1 },
      queued: 3,
      openLetters: 0,
    });
  });

  test("is counted up to one more than a thousand", async () => {
    await queueAs(Array.from({ length: 1_200 }, () => ({})));
    expect((await dependentsOf(line.scriptId)).queued).toBe(1_001);
  });

  test("is nothing for another tenant's script", async () => {
    const foreign = await createLine(database.sql, { of: { tenantId: other.id } });
    await queue(database.sql, foreign, [{}]);
    expect(await dependentsOf(foreign.scriptId)).toEqual({
      subscriptions: { active: 0, all: 0 },
      queued: 0,
      openLetters: 0,
    });
  });
});

describe("the runs of versions", () => {
  test("are counted among the last thousand, newest version first", async () => {
    await ran(line, [
      ...times(5, { version: 1 }),
      ...times(998, { version: 2 }),
      { version: 3, status: "failed" },
      { version: 3, status: "cancelled" },
    ]);
    const runs = await asTenant((tx) => readVersionRuns(tx, tenant.actor, line.scriptId));
    expect(runs).toEqual([
      { version: 3, runs: 1, succeeded: 0 },
      { version: 2, runs: 998, succeeded: 998 },
    ]);
  });

  test("of another tenant's script are none", async () => {
    const foreign = await createLine(database.sql, { of: { tenantId: other.id } });
    await ran(foreign, [{}]);
    expect(await asTenant((tx) => readVersionRuns(tx, tenant.actor, foreign.scriptId))).toEqual([]);
  });
});
