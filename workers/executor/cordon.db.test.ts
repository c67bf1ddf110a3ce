import { afterAll, afterEach, beforeAll, expect, it, vi } from "vitest";
import { openSql, type Sql } from "#db/client.ts";
import { createTenant } from "#db/testing/fixtures.ts";
import { createTestDatabase, type TestDatabase } from "#db/testing/test-database.ts";
import type { SandboxBatch } from "#lib/executions/run-result.ts";
import { env } from "#lib/platform/env.ts";
import { createRunner } from "#workers/test-runs/run-order.ts";
import { orderOf } from "#workers/test-runs/testing/order.ts";
import { createSourceCache } from "./source-cache.ts";

let database: TestDatabase;
let sql: Sql;
beforeAll(async () => {
  database = await createTestDatabase();
  sql = openSql(database.workerUrl, { max: 2, applicationName: "cordon test" });
});
afterEach(() => vi.unstubAllEnvs());
afterAll(async () => {
  await sql.end({ timeout: 5 });
  await database.close();
});

async function twoTenants() {
  const tenants = [await createTenant(database.sql), await createTenant(database.sql)];
  const rows = await database.sql<{ id: string; slug: string }[]>`
    select id, slug from tenants where id = any(${tenants.map(({ id }) => id)}::uuid[])`;
  const [named, other] = rows;
  if (!named || !other) throw new Error("no tenants");
  return { named, other };
}

/** What the executor's source cache and a test run's batch say of the tenant. */
async function saidOf(tenantId: string): Promise<unknown[]> {
  const cache = createSourceCache(sql, env("SANDBOX_CORDON"));
  await cache.prepare([{ tenantId, scriptId: tenantId, version: 1 }]);
  const batches: SandboxBatch[] = [];
  const pool = { run: async (batch: SandboxBatch) => void batches.push(batch) };
  const order = orderOf({ javascript: "", tenantId, scriptId: tenantId, dryRun: true });
  await createRunner({ sql, pool })({ order, dataJson: "{}" }, tenantId).catch(() => {});
  return [cache.isCordoned(tenantId), ...batches.map(({ cordoned }) => cordoned)];
}

it("hands on who is cordoned, by the slug in SANDBOX_CORDON", async () => {
  const { named, other } = await twoTenants();
  vi.stubEnv("SANDBOX_CORDON", named.slug);
  expect(await saidOf(named.id)).toEqual([true, true]);
  expect(await saidOf(other.id)).toEqual([false, false]);
  vi.stubEnv("SANDBOX_CORDON", "*");
  expect(await saidOf(other.id)).toEqual([true, true]);
  vi.stubEnv("SANDBOX_CORDON", undefined);
  expect(await saidOf(named.id)).toEqual([false, false]);
});
