import { randomUUIDv7 } from "node:crypto";
import { pino } from "pino";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { openHotSql, type Sql } from "#db/client.ts";
import { attemptAt, claim, createLine, createWorker, queue } from "#db/testing/buffer.ts";
import { createTestDatabase, type TestDatabase } from "#db/testing/test-database.ts";
import type { SettledAttempt } from "#lib/deliveries/settled-attempt.ts";
import type { RunResult } from "#lib/executions/run-result.ts";
import { Settler } from "./settler.ts";

let database: TestDatabase;
let hot: Sql;
let worker: string;

beforeAll(async () => {
  database = await createTestDatabase();
  hot = openHotSql(database.workerUrl, { max: 4, applicationName: "settler test" });
  worker = await createWorker(hot);
});
afterEach(() => database.sql`truncate deliveries, executions, dead_letters`);
afterAll(async () => {
  await hot.end({ timeout: 5 });
  await database.close();
});

/** Claims `results.length` deliveries and settles them as the results say. */
async function settle(results: readonly Partial<RunResult>[]) {
  const line = await createLine(database.sql);
  await queue(
    database.sql,
    line,
    results.map(() => ({})),
  );
  const attempts = (await claim(hot, worker)).map((delivery, n) => attemptAt(delivery, results[n]));
  const over: SettledAttempt[] = [];
  const settled: SettledAttempt[] = [];
  const settler = new Settler({
    sql: hot,
    log: pino({ level: "silent" }),
    onSettled: (held) => settled.push(...held),
    onOver: (batch) => over.push(...batch),
  });
  for (const attempt of attempts) settler.add(attempt);
  await settler.flush();
  expect(over.map(({ result }) => result.executionId).sort()).toEqual(
    attempts.map(({ result }) => result.executionId).sort(),
  );
  return { attempts, settled };
}

const runs = () =>
  database.sql`select status, error, result from executions order by delivery_created_at, id`;
const deep = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;

test.each<[string, Partial<RunResult>]>([
  ["a result with U+0000", { resultJson: '{"a":"\\u0000","b":1', logs: [] }],
  ["a result that is no JSON", { resultJson: "{" }],
  ["a result nested too deep for the database", { resultJson: deep }],
  ["an error with U+0000", { outcome: "failed", error: { name: "E", message: "\0" } }],
  [
    "an error with half a character",
    { outcome: "failed", error: { name: "E", message: "\ud83d" } },
  ],
])("%s is stored without its content and does not keep its neighbours waiting", async (_, bad) => {
  const good = { resultJson: '"good"' };
  const { settled } = await settle([good, good, bad, good, good]);
  expect(settled).toHaveLength(5);
  const rows = await runs();
  expect(rows.filter((row) => row["result"] === "good")).toHaveLength(4);
  const [reduced, ...others] = rows.filter((row) => row["error"] !== null);
  expect(others).toEqual([]);
  expect(reduced).toMatchObject({
    status: bad.outcome ?? "succeeded",
    error: { name: "UnstorableResult" },
    result: null,
  });
});

test("a success whose events cannot be stored is a failure, so that they are not lost in silence", async () => {
  const emitted = [{ id: randomUUIDv7(), type: "c.d", dataJson: '{"a":' }];
  await settle([{ resultJson: "1" }, { resultJson: "2", emitted }]);
  expect(await runs()).toMatchObject([
    { status: "succeeded" },
    { status: "failed", error: { name: "UnstorableResult" } },
  ]);
  expect(await database.sql`select state, attempts from deliveries`).toEqual([
    { state: "scheduled", attempts: 1 },
  ]);
});

test("what cannot be stored even without its content is given up, and others still settle", async () => {
  const hopeless = { startedAt: "never", resultJson: "1" };
  const { settled } = await settle([hopeless, {}, hopeless, {}]);
  expect(settled).toHaveLength(2);
  expect(await database.sql`select state from deliveries`).toEqual([
    { state: "running" },
    { state: "running" },
  ]);
});
