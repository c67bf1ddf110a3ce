import { randomBytes } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type DatabaseHandle, inTenant, openDatabase } from "#db/client.ts";
import { findApiKey } from "#db/repositories/api-keys.ts";
import { verifyAudit } from "#db/repositories/audit.ts";
import { endDemoSeeding, isDemoUnfinished } from "#db/repositories/demo-seeding.ts";
import { createTestDatabase, type TestDatabase } from "#db/testing/test-database.ts";
import { scopes } from "#lib/tenancy/actor.ts";
import { describeApiKey } from "#lib/tenancy/api-key.ts";
import { verifyPassword } from "#lib/tenancy/password.ts";
import { type DemoAccounts, ensureDemoAccounts } from "./demo-accounts.ts";
import type { DemoFile, SignIn } from "./demo-file.ts";
import { ensureFirstOwner } from "./first-owner.ts";

let database: TestDatabase;
let handle: DatabaseHandle;
let folder: string;
let path: string;
const url = "http://localhost:3000";
const ada = { email: "Ada@Example.com", password: "a long password" };

beforeEach(async () => {
  process.env["SCRIPTBUS_SECRET"] = randomBytes(32).toString("base64");
  database = await createTestDatabase();
  handle = openDatabase(database.adminUrl, { max: 2, applicationName: "test" });
  folder = mkdtempSync(join(tmpdir(), "scriptbus-seed-"));
  path = join(folder, "demo.json");
});

afterEach(async () => {
  await handle.close();
  await database.close();
  rmSync(folder, { recursive: true });
});

function readFile(): DemoFile {
  return JSON.parse(readFileSync(path, "utf8"));
}

async function ensureDemo(at = url): Promise<DemoAccounts> {
  const found = await ensureDemoAccounts(handle.db, { path, url: at });
  if (!found) throw new Error("no demo");
  return found;
}

async function passwordFits({ email, password }: { email: string; password: string }) {
  const [row] = await database.sql`select password_hash from users where email = ${email}`;
  return verifyPassword(password, row?.["password_hash"]);
}

async function tenantOfKey({ apiKey }: SignIn): Promise<string | undefined> {
  const actor = await findApiKey(handle.db, describeApiKey(apiKey).hash);
  expect(actor?.scopes).toEqual(scopes);
  const [row] = await database.sql`select slug from tenants where id = ${actor?.tenantId ?? null}`;
  return row?.["slug"];
}

async function members() {
  const rows = await database.sql`
    select t.slug, u.email, m.role, u.instance_owner as owner, t.replay_enabled as replay
    from memberships m join users u on u.id = m.user_id join tenants t on t.id = m.tenant_id
    order by u.created_at, u.id`;
  return rows.map((row) => ({ ...row }));
}

async function counts() {
  const [row] = await database.sql`
    select (select count(*)::int from tenants) as tenants, (select count(*)::int from users) as users,
      (select count(*)::int from api_keys) as keys, (select count(*)::int from audit_log) as audited`;
  return { ...row };
}

test("the demo has two tenants, and demo.json opens both", async () => {
  await ensureDemo();
  const file = readFile();
  expect(file).toMatchObject({ url, tenant: "acme", otherTenant: { tenant: "globex" } });
  for (const signIn of [file, file.otherTenant]) {
    expect(await tenantOfKey(signIn)).toBe(signIn.tenant);
    expect(await passwordFits(signIn)).toBe(true);
  }
  const admin = { role: "admin", replay: true };
  expect(await members()).toEqual([
    { slug: "acme", email: file.email, owner: true, ...admin },
    { slug: "globex", email: file.otherTenant.email, owner: false, ...admin },
  ]);
});

test("demo.json is for its owner's eyes, and nothing is left beside it", async () => {
  await ensureDemo();
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder)).toEqual(["demo.json"]);
});

test("a second start changes nothing but the address", async () => {
  await ensureDemo();
  const before = readFile();
  const kept = await counts();
  await ensureDemo("http://localhost:4000");
  expect(readFile()).toEqual({ ...before, url: "http://localhost:4000" });
  expect(await counts()).toEqual(kept);
});

test("a start that was cut off before it committed is made good from demo.json", async () => {
  await ensureDemo();
  const before = readFile();
  await database.sql`truncate tenants, users, audit_log, audit_heads cascade`;
  await ensureDemo();
  expect(readFile()).toEqual(before);
  expect(await tenantOfKey(before.otherTenant)).toBe("globex");
  expect(await passwordFits(before)).toBe(true);
});

test.each(["", "{", "[]", '{"url":"x","tenant":"acme"}'])(
  "when demo.json is %j, the next start makes a new key and a new password",
  async (text) => {
    await ensureDemo();
    const before = readFile();
    rmSync(path);
    if (text !== "") writeFileSync(path, text);
    await ensureDemo();
    const after = readFile();
    expect(after.apiKey).not.toBe(before.apiKey);
    expect(await tenantOfKey(after)).toBe("acme");
    expect(await passwordFits(after)).toBe(true);
  },
);

test("two starts at once make one demo", async () => {
  const [one, other] = await Promise.all([ensureDemo(), ensureDemo()]);
  expect(one?.file).toEqual(other?.file);
  expect(await counts()).toMatchObject({ tenants: 2, users: 2, keys: 2 });
});

test("a database that is somebody's gets no demo", async () => {
  await ensureFirstOwner(handle.db, { email: "bob@acme.example", password: "long enough" });
  expect(await ensureDemoAccounts(handle.db, { path, url })).toBeNull();
  expect(await counts()).toMatchObject({ tenants: 1, users: 1 });
  expect(readdirSync(folder)).toEqual([]);
});

test("the demo's content is unfinished until it is marked, and for a day at most", async () => {
  const { accounts } = await ensureDemo();
  const [{ actor: acme }, { actor: globex }] = accounts as [
    DemoAccounts["accounts"][0],
    DemoAccounts["accounts"][0],
  ];
  const isUnfinished = (actor: typeof acme) =>
    handle.db.transaction((tx) => isDemoUnfinished(tx, actor));
  expect(await isUnfinished(acme)).toBe(true);
  await handle.db.transaction((tx) => endDemoSeeding(tx, acme, { accepted: 1 }));
  expect(await isUnfinished(acme)).toBe(false);
  expect(await isUnfinished(globex)).toBe(true);
  await database.sql`update tenants set created_at = now() - interval '25 hours'`;
  expect(await isUnfinished(globex)).toBe(false);
});

test("the first owner gets a tenant named after the e-mail's domain, and one key, once", async () => {
  const made = await ensureFirstOwner(handle.db, ada);
  expect(made).toMatchObject({ tenant: "example", email: ada.email });
  expect(await tenantOfKey(made as unknown as SignIn)).toBe("example");
  expect(await passwordFits(ada)).toBe(true);
  expect(await members()).toEqual([
    { slug: "example", email: ada.email, role: "admin", owner: true, replay: true },
  ]);
  const kept = await counts();
  const again = { email: "ada@example.com", password: "another password" };
  expect(await ensureFirstOwner(handle.db, again)).toBeNull();
  expect(await counts()).toEqual(kept);
  expect(await passwordFits(ada)).toBe(true);
});

test("beside the demo the first owner has a tenant of its own, even under the demo's name", async () => {
  await ensureDemo();
  const bob = { email: "bob@acme.com", password: "long enough" };
  expect(await ensureFirstOwner(handle.db, bob)).toMatchObject({ tenant: "main" });
  const cleo = { email: "cleo@other.com", password: "long enough" };
  expect(await ensureFirstOwner(handle.db, cleo)).toMatchObject({ tenant: "main" });
});

test("no password and no key is in the audit log, and its chains are whole", async () => {
  const { file, accounts } = await ensureDemo();
  const owner = await ensureFirstOwner(handle.db, ada);
  const rows = await database.sql`select action, details::text as details from audit_log`;
  const log = JSON.stringify(rows);
  const secrets = [file.password, file.apiKey, ada.password, owner?.apiKey, "$argon2id"];
  for (const secret of secrets) expect(log).not.toContain(secret);
  const actions = new Set(rows.map((row) => row["action"]));
  expect(actions).toEqual(
    new Set(["tenant.create", "user.create", "member.add", "api_key.create"]),
  );
  for (const { actor } of accounts) {
    const verify = inTenant(handle.db, actor.tenantId, (tx) => verifyAudit(tx, actor.tenantId));
    expect(await verify).toEqual({ ok: true, rows: 4 });
  }
});
