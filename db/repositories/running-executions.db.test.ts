import { afterAll, beforeAll, expect, test } from "vitest";
import { claim, createLine, queue } from "#db/testing/buffer.ts";
import { createScript, createTenant } from "#db/testing/fixtures.ts";
import { type OpenBuffer, openBuffer } from "#db/testing/open-buffer.ts";
import { executionQuery } from "#lib/executions/execution-schema.ts";
import { readAttempts } from "./delivery-links.ts";
import { listExecutions } from "./executions.ts";
import { readExecutionRows } from "./listed-executions.ts";

let buffer: OpenBuffer;

beforeAll(async () => {
  buffer = await openBuffer();
});
afterAll(() => buffer.close());

test("a delivery that runs is the same execution wherever it is read, and no time of it is negative", async () => {
  const { id: tenantId, actor } = await createTenant(buffer.sql);
  const scriptId = await createScript(buffer.sql, tenantId, "return 1;", "sync-crm");
  await queue(buffer.sql, await createLine(buffer.sql, { of: { tenantId, scriptId } }), [{}]);
  const [claimed] = await claim(buffer.hot, buffer.worker, { limit: 1 });
  const { id: deliveryId = "", executionId: id = "" } = claimed ?? {};
  await buffer.sql`
    update deliveries set due_at = now() + interval '1 hour', claimed_at = now() + interval '1 minute'
    where id = ${deliveryId}`;
  const read = await buffer.as({ id: tenantId }, async (tx) => ({
    listed: await listExecutions(tx, actor, executionQuery.parse({ status: "running" })),
    rows: await readExecutionRows(tx, actor, [id]),
    attempts: await readAttempts(tx, actor, deliveryId),
  }));
  const same = { id, status: "running", attempt: 1, durationMs: 0 };
  const whole = { ...same, scriptId, version: 1, trigger: "event", queueWaitMs: 0 };
  expect(read).toMatchObject({ listed: { items: [whole] }, rows: [whole], attempts: [same] });
});
