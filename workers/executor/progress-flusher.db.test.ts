import { afterAll, beforeAll, expect, test } from "vitest";
import { type DatabaseHandle, inTenant, openDatabase } from "#db/client.ts";
import { getExecutionProgress } from "#db/repositories/execution-detail.ts";
import { getExecution, listExecutions } from "#db/repositories/executions.ts";
import { pruneRunningLogs } from "#db/repositories/running-logs.ts";
import { eventually } from "#db/testing/eventually.ts";
import type { TestTenant } from "#db/testing/fixtures.ts";
import { type Engine, startEngine } from "#workers/testing/engine.ts";
import { subscribe } from "#workers/testing/stories.ts";

let engine: Engine;
let app: DatabaseHandle;
beforeAll(async () => {
  engine = await startEngine();
  app = openDatabase(engine.database.appUrl, { max: 2, applicationName: "test" });
});
afterAll(async () => {
  await app.close();
  await engine.stop();
});

type Seen = { status: string; logs: string; shown: string };

/** The tenant's only execution, as REST and as the console's page read it. */
async function look({ id, actor }: TestTenant): Promise<Seen | null> {
  return inTenant(app.db, id, async (tx) => {
    const { items } = await listExecutions(tx, actor, { limit: 1 });
    if (!items[0]) return null;
    const found = await getExecution(tx, actor, items[0].id);
    const value = found.ok ? (found.value as { status: string; logs: unknown }) : null;
    const progress = await getExecutionProgress(tx, actor, items[0].id);
    const shown = progress.ok ? progress.value.logsText : "";
    return value && { status: value.status, logs: JSON.stringify(value.logs), shown };
  });
}

test("the lines of a long run are seen while it runs, and once when it is over", async () => {
  const { tenant } = await subscribe(
    engine,
    "sdk.log.info('first'); const end = Date.now() + 2500; while (Date.now() < end); sdk.log.info('last'); return 1;",
  );
  await engine.publish(tenant, [{ type: "a.b", data: {} }]);
  const during = await eventually(
    () => look(tenant),
    (seen) => seen?.logs.includes("first") ?? false,
  );
  expect(during).toMatchObject({ status: "running" });
  expect(during?.logs).not.toContain("last");
  expect(during?.shown).toContain("first");

  await engine.quiet();
  const after = await look(tenant);
  expect(after).toMatchObject({ status: "succeeded" });
  expect(after?.logs.match(/first/g)).toHaveLength(1);
  expect(after?.logs).toContain("last");

  const { sql } = engine.database;
  await pruneRunningLogs(sql);
  expect(await sql`select * from running_logs`).toHaveLength(0);
});
