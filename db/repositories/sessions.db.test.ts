import { createHash, randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type DatabaseHandle, openDatabase } from "#db/client.ts";
import { createTenant, type TestTenant } from "#db/testing/fixtures.ts";
import { createTestDatabase, type TestDatabase } from "#db/testing/test-database.ts";
import {
  countSignIn,
  endSession,
  findSession,
  findSignIn,
  forgetSignIns,
  listSessionTenants,
  startSession,
  switchSession,
} from "./sessions.ts";

let database: TestDatabase;
let app: DatabaseHandle;
let a: TestTenant;
let b: TestTenant;
beforeAll(async () => {
  database = await createTestDatabase();
  app = openDatabase(database.appUrl, { max: 2, applicationName: "test" });
  a = await createTenant(database.sql);
  b = await createTenant(database.sql);
});
afterAll(async () => {
  await app.close();
  await database.close();
});

async function createPerson(roles: Record<string, string>): Promise<{ id: string; email: string }> {
  const email = `${randomBytes(4).toString("hex")}@Example.com`;
  const [row] = await database.sql<{ id: string }[]>`
    insert into users (email, name, password_hash) values (${email}, 'Ada', 'stored') returning id`;
  if (!row) throw new Error("no user row");
  for (const [tenantId, role] of Object.entries(roles)) {
    await database.sql`
      insert into memberships (tenant_id, user_id, role) values (${tenantId}, ${row.id}, ${role})`;
  }
  return { id: row.id, email };
}

async function begin(userId: string): Promise<Uint8Array> {
  const tokenHash = createHash("sha256").update(randomBytes(32)).digest();
  expect(await startSession(app.db, { tokenHash, userId, days: 1 })).toBe(true);
  return tokenHash;
}

test("a person is found by e-mail address in any letter case, with the stored hash", async () => {
  const { id, email } = await createPerson({ [a.id]: "viewer" });
  const found = { userId: id, passwordHash: "stored" };
  expect(await findSignIn(app.db, email.toLowerCase())).toEqual(found);
  expect(await findSignIn(app.db, "nobody@example.com")).toBeNull();
});

test("a session stands for the person, their tenant and the scopes of their role", async () => {
  const { id, email } = await createPerson({ [a.id]: "operator" });
  const found = await findSession(app.db, await begin(id));
  expect(found?.actor).toMatchObject({ kind: "user", id, name: email, tenantId: a.id });
  expect(found?.actor.scopes).toEqual(["read", "replay"]);
  expect(found?.person).toMatchObject({ email, role: "operator", tenant: { slug: a.slug } });
});

test("a session is over when it ended, when it expired, and when the membership is gone", async () => {
  const { id } = await createPerson({ [a.id]: "admin" });
  const ended = await begin(id);
  await endSession(app.db, ended);
  expect(await findSession(app.db, ended)).toBeNull();

  const expired = await begin(id);
  await database.sql`update sessions set expires_at = now() where token_hash = ${expired}`;
  expect(await findSession(app.db, expired)).toBeNull();

  const left = await begin(id);
  await database.sql`delete from memberships where user_id = ${id}`;
  expect(await findSession(app.db, left)).toBeNull();
});

test("a person without a tenant gets no session", async () => {
  const { id } = await createPerson({});
  const tokenHash = randomBytes(32);
  expect(await startSession(app.db, { tokenHash, userId: id, days: 1 })).toBe(false);
  expect(await findSession(app.db, tokenHash)).toBeNull();
});

test("a person switches between their own tenants only, and comes back to the last one", async () => {
  const other = await createTenant(database.sql);
  const { id } = await createPerson({ [a.id]: "admin", [other.id]: "viewer" });
  const tokenHash = await begin(id);
  const tenants = await listSessionTenants(app.db, tokenHash);
  expect(tenants.map((tenant) => tenant.id).sort()).toEqual([a.id, other.id].sort());
  expect(await switchSession(app.db, { tokenHash, tenantId: b.id })).toBe(false);
  expect(await switchSession(app.db, { tokenHash, tenantId: other.id })).toBe(true);
  const found = await findSession(app.db, tokenHash);
  expect(found?.actor).toMatchObject({ tenantId: other.id, scopes: ["read"] });
  expect((await findSession(app.db, await begin(id)))?.actor.tenantId).toBe(other.id);
});

test("attempts beyond the allowed ones have to wait until a right password or the window's end", async () => {
  const key = randomBytes(32);
  const throttle = { key, attempts: 2, windowMinutes: 15 };
  expect(await countSignIn(app.db, throttle)).toBe(0);
  expect(await countSignIn(app.db, throttle)).toBe(0);
  const wait = await countSignIn(app.db, throttle);
  expect(wait).toBeGreaterThan(890);
  expect(wait).toBeLessThanOrEqual(900);
  expect(await countSignIn(app.db, { ...throttle, key: randomBytes(32) })).toBe(0);

  await database.sql`update sign_in_attempts set window_ends_at = now() where key = ${key}`;
  expect(await countSignIn(app.db, throttle)).toBe(0);
  await countSignIn(app.db, throttle);
  await countSignIn(app.db, throttle);
  await forgetSignIns(app.db, key);
  expect(await countSignIn(app.db, throttle)).toBe(0);
});

test("the web process reads neither sessions nor attempts", async () => {
  for (const table of ["sessions", "sign_in_attempts"]) {
    await expect(app.db.execute(`select * from ${table}`)).rejects.toThrow();
    await expect(app.db.execute(`delete from ${table}`)).rejects.toThrow();
  }
});
