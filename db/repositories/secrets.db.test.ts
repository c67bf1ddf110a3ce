import { randomBytes } from "node:crypto";
import { inspect } from "node:util";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type DatabaseHandle, inTenant, openDatabase, openSql, type Sql } from "#db/client.ts";
import { createTenant, type TestTenant } from "#db/testing/fixtures.ts";
import { createTestDatabase, type TestDatabase } from "#db/testing/test-database.ts";
import { newestDataKey } from "./secret-keys.ts";
import { putSecret } from "./secrets.ts";
import { findSealedSecret } from "./secrets-sealed.ts";

let database: TestDatabase;
let web: DatabaseHandle;
let otherWeb: DatabaseHandle;
let worker: Sql;
let tenant: TestTenant;

beforeAll(async () => {
  vi.stubEnv("SCRIPTBUS_SECRET", randomBytes(32).toString("base64"));
  database = await createTestDatabase();
  const options = { max: 2, applicationName: "secrets test" };
  web = openDatabase(database.appUrl, options);
  otherWeb = openDatabase(database.appUrl, options);
  worker = openSql(database.workerUrl, options);
  tenant = await createTenant(database.sql);
});
afterAll(async () => {
  await Promise.all([worker.end({ timeout: 5 }), web.close(), otherWeb.close()]);
  await database.close();
});

test("two processes that need the first key at once make one", async () => {
  const wrapping = randomBytes(32);
  for (let round = 0; round < 5; round += 1) {
    await database.sql`delete from secret_keys`;
    const keys = await Promise.all(
      [web, otherWeb, web, otherWeb].map(({ db }) =>
        inTenant(db, tenant.id, (tx) => newestDataKey(tx, wrapping)),
      ),
    );
    expect(new Set(keys.map(({ key }) => key.toString("hex"))).size).toBe(1);
  }
  const [row] = await database.sql`select count(*)::int, min(generation) from secret_keys`;
  expect(row).toEqual({ count: 1, min: 1 });
});

test("another SCRIPTBUS_SECRET than the key was made with is one clear error, and makes no second key", async () => {
  const use = () => inTenant(web.db, tenant.id, (tx) => newestDataKey(tx, randomBytes(32)));
  await expect(use()).rejects.toThrow(
    "The key of secrets (generation 1) does not open: SCRIPTBUS_SECRET is not the one it was made with.",
  );
  expect(await database.sql`select from secret_keys`).toHaveLength(1);
});

test("a secret that cannot be stored is in nothing that could be logged about it", async () => {
  await database.sql`delete from secret_keys`;
  await database.sql`alter table secrets add constraint broken check (name <> 'BROKEN')`;
  const value = "a value that nobody else has";
  const put = () =>
    inTenant(web.db, tenant.id, (tx) => putSecret(tx, tenant.actor, { name: "BROKEN", value }));
  const error: unknown = await put().catch((reason: unknown) => reason);
  const seen = inspect(error, { depth: 10, maxStringLength: null });
  expect(seen).toContain("BROKEN");
  for (const form of [
    value,
    ...["hex", "base64"].map((e) => Buffer.from(value).toString(e as "hex")),
  ])
    expect(seen).not.toContain(form);
});

test("a worker reads what the web sealed, and may change neither secrets nor keys; the web may change no key", async () => {
  await database.sql`delete from secret_keys`;
  const put = { name: "A", value: "v" };
  await inTenant(web.db, tenant.id, (tx) => putSecret(tx, tenant.actor, put));
  expect(await findSealedSecret(worker, tenant.id, "A")).toMatchObject({ generation: 1 });
  expect(await findSealedSecret(worker, tenant.id, "B")).toBeNull();
  const app = openSql(database.appUrl, { max: 1, applicationName: "secrets test" });
  const forbidden = [
    worker`update secrets set name = 'B'`,
    worker`delete from secrets`,
    worker`insert into secret_keys values (2, '')`,
    app`update secret_keys set wrapped = ''`,
    app`delete from secret_keys`,
  ];
  for (const statement of forbidden) await expect(statement).rejects.toThrow("permission denied");
  await app.end({ timeout: 5 });
});
