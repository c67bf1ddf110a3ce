import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTenant, type TestTenant } from "#db/testing/fixtures.ts";
import { createTestDatabase, type TestDatabase } from "#db/testing/test-database.ts";
import { closeDatabase } from "./database.ts";
import { recentOverview } from "./recent-overview.ts";

let database: TestDatabase;
let tenant: TestTenant;
beforeAll(async () => {
  database = await createTestDatabase();
  process.env["DATABASE_URL"] = database.appUrl;
  process.env["SCRIPTBUS_SECRET"] = randomBytes(32).toString("base64");
  tenant = await createTenant(database.sql);
});
afterAll(async () => {
  await closeDatabase();
  await database.close();
});

test("many who look at once share one look and hold one connection", async () => {
  const release = await lockLetters();
  const looks = Array.from({ length: 15 }, () => recentOverview(tenant.actor));
  expect(new Set(looks).size).toBe(1);
  await expect.poll(openTransactions).toBe(1);
  await release();
  expect(await looks[0]).toMatchObject({ ok: true, value: { openLetters: { count: 0 } } });
});

test("another tenant gets a look of its own", async () => {
  const other = await createTenant(database.sql);
  expect(recentOverview(other.actor)).not.toBe(recentOverview(tenant.actor));
  expect(await recentOverview(other.actor)).toMatchObject({ ok: true });
});

/** The look that needs them waits until they are released. */
async function lockLetters(): Promise<() => Promise<void>> {
  const locker = await database.sql.reserve();
  await locker`begin`;
  await locker`lock table dead_letters in access exclusive mode`;
  return async () => {
    await locker`commit`;
    locker.release();
  };
}

async function openTransactions(): Promise<number> {
  const [row] = await database.sql<{ count: number }[]>`
    select count(*)::int as count from pg_stat_activity
    where datname = current_database() and application_name = 'scriptbus-web' and xact_start is not null`;
  return row?.count ?? 0;
}
