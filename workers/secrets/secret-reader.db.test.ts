import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { type DatabaseHandle, inTenant, openDatabase, openSql, type Sql } from "#db/client.ts";
import { putSecret } from "#db/repositories/secrets.ts";
import { createTenant, type TestTenant } from "#db/testing/fixtures.ts";
import { createTestDatabase, type TestDatabase } from "#db/testing/test-database.ts";
import type { SecretReader } from "#lib/secrets/secret-reader.ts";
import { wrappingKey } from "#lib/secrets/wrapping-key.ts";
import { createSecretReader } from "./secret-reader.ts";

let database: TestDatabase;
let web: DatabaseHandle;
let worker: Sql;
let reader: SecretReader;
let a: TestTenant;
let b: TestTenant;

beforeAll(async () => {
  vi.stubEnv("SCRIPTBUS_SECRET", randomBytes(32).toString("base64"));
  database = await createTestDatabase();
  const options = { max: 2, applicationName: "secret reader test" };
  web = openDatabase(database.appUrl, options);
  worker = openSql(database.workerUrl, options);
  reader = createSecretReader(worker, wrappingKey);
  [a, b] = await Promise.all([createTenant(database.sql), createTenant(database.sql)]);
});
afterAll(async () => {
  await Promise.all([worker.end({ timeout: 5 }), web.close()]);
  await database.close();
});
beforeEach(() => database.sql`delete from secrets`);

const put = ({ id, actor }: TestTenant, name: string, value: string) =>
  inTenant(web.db, id, (tx) => putSecret(tx, actor, { name, value }));

test("a value comes back as it was set, a changed one with the next read, and none after it is gone", async () => {
  const odd = 'ünï "\\ 🎉\n\u0000\u0001';
  await put(a, "ODD", odd);
  expect(await reader.read(a.id, "ODD")).toBe(odd);
  await put(a, "ODD", "new");
  expect(await reader.read(a.id, "ODD")).toBe("new");
  expect(await reader.read(b.id, "ODD")).toBeNull();
  await database.sql`delete from secrets`;
  expect(await reader.read(a.id, "ODD")).toBeNull();
});

test("a row that was copied to another tenant or another name does not open", async () => {
  await put(a, "MINE", "of a");
  const copyTo = (tenantId: string, name: string) => database.sql`
    insert into secrets (tenant_id, name, key_generation, sealed)
    select ${tenantId}, ${name}, key_generation, sealed from secrets where name = 'MINE' limit 1`;
  await copyTo(b.id, "MINE");
  await copyTo(a.id, "OTHER");
  await expect(reader.read(b.id, "MINE")).rejects.toThrow(
    `The secret MINE of tenant ${b.id} does not open`,
  );
  await expect(reader.read(a.id, "OTHER")).rejects.toThrow("does not open");
  expect(await reader.read(a.id, "MINE")).toBe("of a");
});

test("a row does not open under a key of another generation, nor with any byte changed, nor cut", async () => {
  await put(a, "MINE", "of a");
  const [row] = await database.sql<{ sealed: Buffer }[]>`select sealed from secrets`;
  const sealed = row?.sealed ?? Buffer.alloc(0);
  const store = (bytes: Buffer) => database.sql`update secrets set sealed = ${bytes}`;
  for (let at = 0; at < sealed.length; at += 1) {
    const changed = Buffer.from(sealed);
    changed[at] = (changed[at] ?? 0) ^ 1;
    await store(changed);
    await expect(reader.read(a.id, "MINE")).rejects.toThrow("does not open");
  }
  for (const cut of [sealed.subarray(0, -1), sealed.subarray(0, 20), Buffer.alloc(0)]) {
    await store(cut);
    await expect(reader.read(a.id, "MINE")).rejects.toThrow("does not open");
  }
  await store(sealed);
  await database.sql`insert into secret_keys select 2, wrapped from secret_keys`;
  await database.sql`update secrets set key_generation = 2`;
  await expect(reader.read(a.id, "MINE")).rejects.toThrow("generation 2");
  await database.sql`delete from secrets`;
  await database.sql`delete from secret_keys where generation = 2`;
});

test("two secrets of one value do not look alike", async () => {
  await put(a, "ONE", "same");
  await put(b, "ONE", "same");
  const rows = await database.sql`select encode(substr(sealed, 13), 'hex') as box from secrets`;
  expect(new Set(rows.map((row) => row["box"])).size).toBe(2);
});

test("another SCRIPTBUS_SECRET than the web's is one clear error that shows no value", async () => {
  await put(a, "MINE", "of a");
  const stranger = createSecretReader(worker, () => randomBytes(32));
  await expect(stranger.read(a.id, "MINE")).rejects.toThrow(
    /^The key of secrets \(generation 1\) does not open: SCRIPTBUS_SECRET/,
  );
});
