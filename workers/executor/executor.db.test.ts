// The executor against a real buffer whose connection fails, with a sandbox that answers at once.
import { pino } from "pino";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { openHotSql, type Sql } from "#db/client.ts";
import { attemptAt, createLine, createWorker, queue } from "#db/testing/buffer.ts";
import { eventually } from "#db/testing/eventually.ts";
import { createTestDatabase, type TestDatabase } from "#db/testing/test-database.ts";
import { claimed } from "#lib/deliveries/testing/claimed.ts";
import type { SandboxBatch } from "#lib/executions/run-result.ts";
import type { SandboxPool } from "#workers/sandbox/pool.ts";
import { Executor } from "./executor.ts";

let database: TestDatabase;
let hot: Sql;

beforeAll(async () => {
  database = await createTestDatabase();
  hot = openHotSql(database.workerUrl, { max: 4, applicationName: "executor test" });
});
afterEach(() => database.sql`truncate deliveries, executions`);
afterAll(async () => {
  await hot.end({ timeout: 5 });
  await database.close();
});

type Finish = (result: unknown) => void;

/** A sandbox in which every run succeeds at once, but those of the `stuck` tenant when `unstuck` resolves. */
function sandboxOf({ stuck = "", unstuck = Promise.resolve() } = {}): SandboxPool {
  const run = async ({ script, runs }: SandboxBatch, finish: Finish) => {
    if (script.tenantId === stuck) await unstuck;
    for (const { executionId } of runs) finish(attemptAt(claimed({ executionId })).result);
  };
  return {
    idleCapacity: () => 2,
    admits: () => true,
    onIdle: () => {},
    run,
  } as unknown as SandboxPool;
}

type Fault = { statement: string; when: "before" | "after"; times: number };

/** The same pool, but the answers of some statements are lost (after the server did its work) or never asked for. */
function failing(fault: Fault): Sql {
  let left = fault.times;
  const apply = (target: Sql, self: unknown, args: Parameters<Sql>) => {
    const isHit = String(args[0]).includes(fault.statement) && left > 0;
    if (!isHit) return Reflect.apply(target, self, args);
    left -= 1;
    const lost = () => Promise.reject(new Error("read ECONNRESET"));
    return fault.when === "before"
      ? lost()
      : Promise.resolve(Reflect.apply(target, self, args)).then(lost);
  };
  return new Proxy(hot, { apply: apply as ProxyHandler<Sql>["apply"] & {} });
}

async function start(sql: Sql, pool = sandboxOf()): Promise<Executor> {
  const log = pino({ level: "silent" });
  const workerId = await createWorker(hot);
  const executor = new Executor({
    sql,
    log,
    pool,
    workerId,
    children: 2,
    onSettled: () => {},
    onRoom: () => {},
  });
  executor.start();
  return executor;
}

const left = () => database.sql<{ tenant_id: string }[]>`select tenant_id, state from deliveries`;

async function runAll(sql: Sql, count: number) {
  const line = await createLine(database.sql);
  await queue(
    database.sql,
    line,
    Array.from({ length: count }, () => ({})),
  );
  const executor = await start(sql);
  await eventually(left, (rows) => rows.length === 0);
  await executor.drain(1_000);
  return database.sql`select status, count(*)::int from executions where tenant_id = ${line.tenantId} group by 1`;
}

test("every delivery is claimed, run and settled once", async () => {
  expect(await runAll(hot, 300)).toEqual([{ status: "succeeded", count: 300 }]);
});

test("deliveries whose claim was answered into a broken connection are claimed again, not held for ever", async () => {
  const sql = failing({ statement: "with recursive lines", when: "after", times: 1 });
  expect(await runAll(sql, 20)).toEqual([{ status: "succeeded", count: 20 }]);
});

test("deliveries that were claimed just before the database went away are not held for ever", async () => {
  const sql = failing({ statement: "from tenants where id", when: "before", times: 1 });
  expect(await runAll(sql, 20)).toEqual([{ status: "succeeded", count: 20 }]);
});

test("a tenant whose many scripts only wait does not keep another tenant's single event from running", async () => {
  const { tenantId } = await createLine(database.sql);
  for (let n = 0; n < 40; n += 1) {
    const line = await createLine(database.sql, { of: { tenantId } });
    await queue(
      database.sql,
      line,
      Array.from({ length: 40 }, () => ({})),
    );
  }
  const { promise: unstuck, resolve: release } = Promise.withResolvers<void>();
  const executor = await start(hot, sandboxOf({ stuck: tenantId, unstuck }));
  const ofStuck = () => database.sql`select from deliveries where state = 'running'`;
  await eventually(ofStuck, (rows) => rows.length > 500);
  const quiet = await createLine(database.sql);
  await queue(database.sql, quiet, [{}]);
  executor.wake();
  const ofQuiet = async () => (await left()).filter((row) => row.tenant_id === quiet.tenantId);
  await eventually(ofQuiet, (rows) => rows.length === 0, 5_000);
  expect((await ofStuck()).length).toBeLessThanOrEqual(1_000);
  release();
  await executor.drain(5_000);
});
