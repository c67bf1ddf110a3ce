import { randomUUIDv7 } from "node:crypto";
import { pino } from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openSql, type Sql } from "#db/client.ts";
import { findEndpoints } from "#db/repositories/endpoints.ts";
import { createTenant } from "#db/testing/fixtures.ts";
import { createTestDatabase, type TestDatabase } from "#db/testing/test-database.ts";
import type { RunResult } from "#lib/executions/run-result.ts";
import { EndpointRuns } from "./endpoint-runs.ts";
import { createEndpoint } from "./testing/endpoint.ts";

let database: TestDatabase;
let sql: Sql;
beforeAll(async () => {
  database = await createTestDatabase();
  sql = openSql(database.workerUrl, { max: 2, applicationName: "endpoints test" });
});
afterAll(async () => {
  await sql.end({ timeout: 5 });
  await database.close();
});

function resultOf(executionId: string, more: Partial<RunResult> = {}): RunResult {
  return {
    executionId,
    outcome: "succeeded",
    uncharged: false,
    startedAt: new Date().toISOString(),
    durationMs: 1,
    cpuMs: 1,
    peakHeapBytes: null,
    error: null,
    retry: { kind: "default" },
    resultJson: '{"status":201}',
    logs: [],
    effects: [],
    emitted: [],
    ...more,
  };
}

/** A sandbox whose runs end as told, one after the other. Only a stand-in loses a run at will. */
async function scene(...ends: Partial<RunResult>[]) {
  const { id, slug: tenant } = await createTenant(database.sql);
  await createEndpoint(database.sql, id, "return { status: 201 }");
  const [endpoint] = await findEndpoints(sql, { tenant, path: "hook" });
  if (!endpoint) throw new Error("no endpoint");
  const asked: string[] = [];
  const runs = new EndpointRuns({
    sql,
    log: pino({ level: "silent" }),
    pool: {
      run: async ({ runs: [run] }, onResult) => {
        if (run) onResult(resultOf(run.executionId, ends[asked.push(run.executionId) - 1]));
      },
    },
  });
  return {
    asked,
    answer: () => runs.answer({ endpoint, tenant, requestJson: "{}" }),
    executions: () => database.sql`select id, status from executions where tenant_id = ${id}`,
    events: () => database.sql`select from events where tenant_id = ${id}`,
  };
}

const loss = { outcome: "crashed", uncharged: true } as const;

test("what the sandbox loses goes again once, under the same id", async () => {
  const { answer, asked, executions } = await scene(loss, {});
  expect((await answer()).status).toBe(201);
  expect(new Set(asked).size).toBe(1);
  expect(asked).toHaveLength(2);
  expect(await executions()).toEqual([{ id: asked[0], status: "succeeded" }]);
});

test("what the sandbox loses twice is 503, and leaves nothing", async () => {
  const { answer, asked, executions } = await scene(loss, loss);
  expect(await answer()).toMatchObject({ status: 503, headers: { "retry-after": "1" } });
  expect(asked).toHaveLength(2);
  expect(await executions()).toEqual([]);
});

test("a success whose events cannot be stored is answered as the failure it is", async () => {
  const emitted = [{ id: randomUUIDv7(), type: "a.b", dataJson: '{"a":' }];
  const { answer, executions, events } = await scene({ emitted });
  expect((await answer()).status).toBe(500);
  expect(await executions()).toMatchObject([{ status: "failed" }]);
  expect(await events()).toHaveLength(0);
});

test("a wrong answer writes no events", async () => {
  const emitted = [{ id: randomUUIDv7(), type: "a.b", dataJson: "1" }];
  const { answer, executions, events } = await scene({ emitted, resultJson: '{"status":99}' });
  expect((await answer()).status).toBe(500);
  expect(await executions()).toMatchObject([{ status: "failed" }]);
  expect(await events()).toHaveLength(0);
});
