import { randomUUIDv7 } from "node:crypto";
import { pino } from "pino";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { openSql, type Sql } from "#db/client.ts";
import { createScript, createTenant } from "#db/testing/fixtures.ts";
import { createTestDatabase, type TestDatabase } from "#db/testing/test-database.ts";
import type { RunResult } from "#lib/executions/run-result.ts";
import type { TestRunOrder } from "#lib/scripts/test-run-order.ts";
import { keepRun } from "#workers/runs/keep-run.ts";
import { finishedRun } from "./finished-run.ts";
import { TestRuns } from "./test-runs.ts";
import { orderOf } from "./testing/order.ts";

const log = pino({ level: "silent" });

let database: TestDatabase;
let sql: Sql;
beforeAll(async () => {
  database = await createTestDatabase();
  sql = openSql(database.workerUrl, { max: 2, applicationName: "test runs test" });
});
afterEach(() => database.sql`truncate executions, execution_logs, execution_effects, events`);
afterAll(async () => {
  await sql.end({ timeout: 5 });
  await database.close();
});

function resultOf(executionId: string, more: Partial<RunResult> = {}): RunResult {
  return {
    executionId,
    outcome: "succeeded",
    uncharged: false,
    startedAt: "2026-11-23T10:00:00.000Z",
    durationMs: 1_500,
    cpuMs: 1,
    peakHeapBytes: null,
    error: null,
    retry: { kind: "default" },
    resultJson: '{"n": 12345678901234567890.10}',
    logs: [],
    effects: [],
    emitted: [],
    ...more,
  };
}

function keep(tested: TestRunOrder, result: RunResult): Promise<RunResult> {
  return keepRun(finishedRun(tested, result), { sql, log });
}

async function order() {
  const { id: tenantId } = await createTenant(database.sql);
  const javascript = "return 1";
  const scriptId = await createScript(database.sql, tenantId, javascript);
  return orderOf({ javascript, tenantId, scriptId, dryRun: false });
}

/** A sandbox that loses the first `losses` runs. Only a stand-in can: a real child that dies is blamed or tried again. */
function losing(losses: number) {
  const asked: string[] = [];
  const runs = new TestRuns({
    sql,
    log,
    pool: {
      run: async ({ runs: [run] }, onResult) => {
        if (!run) return;
        asked.push(run.executionId);
        const uncharged = asked.length <= losses;
        onResult(resultOf(run.executionId, uncharged ? { outcome: "crashed", uncharged } : {}));
      },
    },
  });
  runs.open();
  return { runs, asked };
}

test("what the sandbox loses goes again once, under the same id", async () => {
  const { runs, asked } = losing(1);
  const answer = await runs.answer(JSON.stringify(await order()));
  expect(asked).toHaveLength(2);
  expect(new Set(asked).size).toBe(1);
  expect(answer).toEqual({ status: 200, body: { executionId: asked[0] } });
});

test("what the sandbox loses twice is answered 503 and leaves nothing", async () => {
  const { runs, asked } = losing(2);
  const body = JSON.stringify(await order());
  expect(await runs.answer(body)).toEqual({ status: 503, body: { code: "lost" } });
  expect(asked).toHaveLength(2);
  expect(await database.sql`select from executions`).toHaveLength(0);
  expect(await runs.answer(body)).toMatchObject({ status: 200 });
});

test("an execution is kept with its times, result, log and effects as they are", async () => {
  const executionId = randomUUIDv7();
  const effect = { seq: 1, kind: "http.get", target: "http://x", ms: 1, ok: true };
  const line = { at: "2026-11-23T10:00:00.000Z", level: "info", message: "a" } as const;
  const result = resultOf(executionId, { logs: [line], effects: [effect] });
  await keep({ ...(await order()), isPast: true }, result);
  const [row] = await database.sql`
    select e.*, e.result::text as result, l.lines, f.effects from executions e
    join execution_logs l on l.execution_id = e.id join execution_effects f on f.execution_id = e.id`;
  expect(row).toMatchObject({
    id: executionId,
    event_type: "a.b",
    delivery_id: null,
    queue_wait_ms: null,
    started_at: new Date("2026-11-23T10:00:00.000Z"),
    finished_at: new Date("2026-11-23T10:00:01.500Z"),
    result: result.resultJson,
    lines: [line],
    effects: [effect],
  });
  expect(row?.["event_id"]).not.toBeNull();
});

test("a run whose events cannot be stored was no success, and stores none of them", async () => {
  const executionId = randomUUIDv7();
  const event = (dataJson: string) => ({ id: randomUUIDv7(), type: "c.d", dataJson });
  const emitted = [event("1"), event('{"a":')];
  const kept = await keep(await order(), resultOf(executionId, { emitted }));
  expect(kept).toMatchObject({ outcome: "failed", emitted: [] });
  expect(await database.sql`select status, error ->> 'name' as name from executions`).toEqual([
    { status: "failed", name: "UnstorableResult" },
  ]);
  expect(await database.sql`select from events`).toHaveLength(0);
});

test("a dry run stores no events, whatever its result holds", async () => {
  const emitted = [{ id: randomUUIDv7(), type: "c.d", dataJson: "1" }];
  const keepOne = async (dryRun: boolean) =>
    keep({ ...(await order()), dryRun }, resultOf(randomUUIDv7(), { emitted }));
  await keepOne(true);
  expect(await database.sql`select from events`).toHaveLength(0);
  await keepOne(false);
  expect(await database.sql`select from events`).toHaveLength(1);
});
