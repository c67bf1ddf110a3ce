import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type DatabaseHandle, inTenant, openDatabase } from "#db/client.ts";
import { createTenant, type TestTenant } from "#db/testing/fixtures.ts";
import { createTestDatabase, type TestDatabase } from "#db/testing/test-database.ts";
import { appendAudit, verifyAudit } from "./audit.ts";

let database: TestDatabase;
let handle: DatabaseHandle;
let tenant: TestTenant;
beforeAll(async () => {
  process.env["SCRIPTBUS_SECRET"] = randomBytes(32).toString("base64");
  database = await createTestDatabase();
  handle = openDatabase(database.appUrl, { max: 5, applicationName: "test" });
});
afterAll(async () => {
  await handle.close();
  await database.close();
});
beforeEach(async () => {
  tenant = await createTenant(database.sql);
});

function append(n: number) {
  const details = { n, nested: { b: 1, a: ["x", null] }, text: 'é "quoted"' };
  return inTenant(handle.db, tenant.id, (tx) =>
    appendAudit(tx, tenant.actor, { action: "thing.change", target: `thing ${n}`, details }),
  );
}

async function appendAll(count: number): Promise<void> {
  for (let n = 1; n <= count; n += 1) await append(n);
}

const verify = () => inTenant(handle.db, tenant.id, (tx) => verifyAudit(tx, tenant.id));

describe("the audit chain", () => {
  test("verifies as it was written, empty too", async () => {
    expect(await verify()).toEqual({ ok: true, rows: 0 });
    await appendAll(3);
    expect(await verify()).toEqual({ ok: true, rows: 3 });
  });

  test("stays whole when many write at once", async () => {
    await Promise.all(Array.from({ length: 20 }, (_, n) => append(n)));
    expect(await verify()).toEqual({ ok: true, rows: 20 });
  });

  test("goes back with the transaction that it tells about", async () => {
    await append(1);
    const undone = inTenant(handle.db, tenant.id, async (tx) => {
      await appendAudit(tx, tenant.actor, { action: "a", target: "t" });
      throw new Error("undo");
    });
    await expect(undone).rejects.toThrow("undo");
    expect(await verify()).toEqual({ ok: true, rows: 1 });
  });

  const sql = () => database.sql;
  const damages: [string, () => Promise<unknown>, object][] = [
    [
      "a changed detail",
      () =>
        sql()`update audit_log set details = details || '{"n": 9}' where tenant_id = ${tenant.id} and seq = 3`,
      { seq: 3, problem: "changed" },
    ],
    [
      "a changed actor",
      () => sql()`update audit_log set actor = 'nobody' where tenant_id = ${tenant.id} and seq = 1`,
      { seq: 1, problem: "changed" },
    ],
    [
      "a changed time",
      () =>
        sql()`update audit_log set at = at - interval '1 day' where tenant_id = ${tenant.id} and seq = 2`,
      { seq: 2, problem: "changed" },
    ],
    [
      "a deleted row",
      () => sql()`delete from audit_log where tenant_id = ${tenant.id} and seq = 2`,
      { seq: 2, problem: "missing" },
    ],
    [
      "a deleted last row",
      () => sql()`delete from audit_log where tenant_id = ${tenant.id} and seq = 4`,
      { seq: 4, problem: "missing" },
    ],
    [
      "an added row",
      () => sql()`
        insert into audit_log (tenant_id, seq, actor, action, target, details, hash)
        select tenant_id, 5, actor, action, target, details, hash from audit_log
        where tenant_id = ${tenant.id} and seq = 4`,
      { seq: 5, problem: "changed" },
    ],
    [
      "two rows that changed places",
      () => sql()`
        update audit_log set seq = 5 - seq where tenant_id = ${tenant.id} and seq in (2, 3)`,
      { seq: 2, problem: "changed" },
    ],
    [
      "everything deleted",
      () => sql()`delete from audit_log where tenant_id = ${tenant.id}`,
      { seq: 1, problem: "missing" },
    ],
  ];
  test.each(damages)("names the first bad row: %s", async (_, damage, expected) => {
    await appendAll(4);
    await damage();
    expect(await verify()).toEqual({ ok: false, ...expected });
  });
});
