import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type DatabaseHandle, inTenant, openDatabase, openSql, type Sql } from "#db/client.ts";
import { createTenant, type TestTenant } from "#db/testing/fixtures.ts";
import { createTestDatabase, type TestDatabase } from "#db/testing/test-database.ts";
import { listSmsRows } from "./listed-sms.ts";
import { finishSms, type NewSms, reserveSms } from "./sms-outbox.ts";

let database: TestDatabase;
let handle: DatabaseHandle;
let sql: Sql;
let tenant: TestTenant;

beforeAll(async () => {
  database = await createTestDatabase();
  handle = openDatabase(database.appUrl, { max: 2, applicationName: "sms outbox test" });
  sql = openSql(database.workerUrl, { max: 8, applicationName: "sms outbox test" });
});
afterAll(async () => {
  await handle.close();
  await sql.end({ timeout: 5 });
  await database.close();
});
beforeEach(async () => {
  tenant = await createTenant(database.sql);
});

const smsOf = ({ id: tenantId }: TestTenant, more: Partial<NewSms> = {}): NewSms => ({
  tenantId,
  scriptId: randomUUID(),
  executionId: randomUUID(),
  onceKey: null,
  to: "+4917012345678",
  message: "Hello",
  provider: "twilio",
  state: "sending",
  ...more,
});

const list = (who: TestTenant, page: { limit: number }) =>
  inTenant(handle.db, who.id, (tx) => listSmsRows(tx, who.actor, page));

async function reserved(sms: NewSms): Promise<string> {
  const row = await reserveSms(sql, sms, 100);
  if (row === null) throw new Error("no room");
  return row.id;
}

test("a message is kept before it is sent, and says afterwards what became of it", async () => {
  const [sent, failed, kept] = [
    await reserved(smsOf(tenant)),
    await reserved(smsOf(tenant, { message: "🙂" })),
    await reserved(smsOf(tenant, { provider: "outbox", state: "kept" })),
  ];
  expect((await list(tenant, { limit: 9 })).items.map(({ state }) => state)).toEqual([
    "kept",
    "sending",
    "sending",
  ]);
  await finishSms(sql, { tenantId: tenant.id, id: sent }, { state: "sent", providerId: "SM1" });
  await finishSms(sql, { tenantId: tenant.id, id: failed }, { state: "failed", error: "no" });
  const { items } = await list(tenant, { limit: 9 });
  expect(items).toMatchObject([
    { id: kept, state: "kept", provider: "outbox", providerId: null, error: null },
    { id: failed, state: "failed", providerId: null, error: "no", message: "🙂" },
    { id: sent, state: "sent", providerId: "SM1", error: null, recipient: "+4917012345678" },
  ]);
});

describe("the tenant's messages of 24 hours", () => {
  const count = async (who: TestTenant) => (await list(who, { limit: 200 })).items.length;

  test("are counted exactly, however many are sent at once", async () => {
    const attempts = Array.from({ length: 40 }, () => reserveSms(sql, smsOf(tenant), 25));
    const ids = await Promise.all(attempts);
    expect(ids.filter((id) => id !== null)).toHaveLength(25);
    expect(await count(tenant)).toBe(25);
  });

  test("are each tenant's own", async () => {
    const other = await createTenant(database.sql);
    expect(await reserveSms(sql, smsOf(tenant), 1)).not.toBeNull();
    expect(await reserveSms(sql, smsOf(tenant), 1)).toBeNull();
    expect(await reserveSms(sql, smsOf(other), 1)).not.toBeNull();
  });

  test("include those that failed", async () => {
    await finishSms(
      sql,
      { tenantId: tenant.id, id: await reserved(smsOf(tenant)) },
      { state: "failed", error: "no" },
    );
    expect(await reserveSms(sql, smsOf(tenant), 1)).toBeNull();
  });

  test("do not include older ones", async () => {
    await reserved(smsOf(tenant));
    await database.sql`
      update sms_outbox
      set id = (left(uuid_at(now() - interval '24 hours 1 second')::text, 14) || right(id::text, 22))::uuid
      where tenant_id = ${tenant.id}`;
    expect(await reserveSms(sql, smsOf(tenant), 1)).not.toBeNull();
    expect(await reserveSms(sql, smsOf(tenant), 1)).toBeNull();
  });
});

test("the app reads messages and removes none", async () => {
  await reserved(smsOf(tenant));
  const asApp = inTenant(handle.db, tenant.id, (tx) => tx.execute("delete from sms_outbox"));
  await expect(asApp).rejects.toMatchObject({ cause: { code: "42501" } });
});

describe("the same message of the same delivery", () => {
  const once = (more: Partial<NewSms> = {}) =>
    smsOf(tenant, { onceKey: "delivery:digest:1", ...more });

  test("is to be sent once, whoever asks and however many at a time", async () => {
    const rows = await Promise.all(Array.from({ length: 12 }, () => reserveSms(sql, once(), 100)));
    expect(rows.filter((row) => row?.isDue)).toHaveLength(1);
    expect(new Set(rows.map((row) => row?.id)).size).toBe(1);
  });

  test("is to be sent again when it failed, in its old row", async () => {
    const id = await reserved(once());
    await finishSms(sql, { tenantId: tenant.id, id }, { state: "failed", error: "no" });
    expect(await reserveSms(sql, once(), 1)).toEqual({ id, isDue: true });
    expect((await list(tenant, { limit: 9 })).items).toMatchObject([
      { id, state: "sending", error: null },
    ]);
  });

  test("is another tenant's own", async () => {
    await reserved(once());
    expect(
      await reserveSms(sql, { ...once(), tenantId: (await createTenant(database.sql)).id }, 100),
    ).toMatchObject({
      isDue: true,
    });
  });
});
