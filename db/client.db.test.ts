import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTenant } from "#db/testing/fixtures.ts";
import { createTestDatabase, type TestDatabase } from "#db/testing/test-database.ts";
import { type DatabaseHandle, inTenant, openDatabase } from "./client.ts";

let database: TestDatabase;
let handle: DatabaseHandle;

beforeAll(async () => {
  database = await createTestDatabase();
  handle = openDatabase(database.appUrl, { max: 1, applicationName: "client test" });
});
afterAll(async () => {
  await handle.close();
  await database.close();
});

test("a transaction tells when it began, by the database's clock", async () => {
  const { id } = await createTenant(database.sql);
  const told = await inTenant(handle.db, id, async (tx, now) => {
    const [row] = await tx.execute<{ ms: number }>(
      sql`select extract(epoch from now())::float8 * 1000 as ms`,
    );
    return { now, ms: row?.ms ?? 0 };
  });
  expect(told.now).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  expect(Date.parse(told.now)).toBe(Math.floor(told.ms));
});
