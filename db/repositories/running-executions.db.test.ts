import { afterAll, beforeAll, expect, test } from "vitest";
import { type DatabaseHandle, inTenant, openDatabase, openHotSql, type Sql } from "#db/client.ts";
import { claim, createLine, createWorker, queue } from "#db/testing/buffer.ts";
import { createScript, createTenant } from "#db/testing/fixtures.ts";
import { createTestDatabase, type TestDatabase } from "#db/testing/test-database.ts";
import { executionQuery } from "#lib/executions/execution-schema.ts";
import { readAttempts } from "./delivery-links.ts";
import { listExecutions } from "./executions.ts";
import { readExecutionRows } from "./listed-executions.ts";

let database: TestDatabase;
let handle: DatabaseHandle;
let hot: Sql;

beforeAll(async () => {
  database = await createTestDatabase();
  handle = openDatabase(database.appUrl, { max: 1, applicationName: "running test" });
  hot = openHotSql(database.workerUrl, { max: 1, applicationName: "running test" });
});
afterAll(async () => {
  await hot.end({ timeout: 5 });
  await handle.close();
  await database.close();
});

test("a delivery that runs is the same execution wherever it is read, and no time of it is negative", async () => {
  const { id: tenantId, actor } = await createTenant(database.sql);
  const scriptId = await createScript(database.sql, tenantId, "return 1;", "sync-crm");
  await queue(database.sql, await createLine(database.sql, { of: { tenantId, scriptId } }), [{}]);
  const [claimed] = await claim(hot, await createWorker(hot), { limit: 1 });
  const { id: deliveryId = "", executionId: id = "" } = claimed ?? {};
  await database.sql`
    update deliveries set due_at = now() + interval '1 hour', claimed_at = now() + interval '1 minute'
    where id = ${deliveryId}`;
  const read = await inTenant(handle.db, tenantId, async (tx) => ({
    listed: await listExecutions(tx, actor, executionQuery.parse({ status: "running" })),
    rows: await readExecutionRows(tx, actor, [id]),
    attempts: await readAttempts(tx, actor, deliveryId),
  }));
  const same = { id, status: "running", attempt: 1, durationMs: 0 };
  const whole = { ...same, scriptId, version: 1, trigger: "event", queueWaitMs: 0 };
  expect(read).toMatchObject({ listed: { items: [whole] }, rows: [whole], attempts: [same] });
});
