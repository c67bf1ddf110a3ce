import postgres from "postgres";
import { afterAll, beforeAll, expect, test } from "vitest";
import { closeDataLogin, openDataLogin, readDataLogin } from "#app/_server/data-login.ts";
import { type Rest, setUpRest } from "#app/_testing/rest.ts";
import { openSql, type Sql } from "#db/client.ts";
import { dataUrl } from "#db/data/data-url.ts";
import { createApiKey, type TestTenant } from "#db/testing/fixtures.ts";
import { loginName } from "#lib/data/tenant-logins.ts";
import type { Actor } from "#lib/tenancy/actor.ts";
import { roleScopes } from "#lib/tenancy/role.ts";
import { defaultTenantLimits } from "#lib/tenancy/tenant-limits.ts";

let rest: Rest;
let admin: Sql;
const opened: postgres.Sql[] = [];
let owner: postgres.Sql;
let ownerUrl: string;
let ofB: postgres.Sql;

beforeAll(async () => {
  rest = await setUpRest({}, { withData: true });
  admin = openSql(dataUrl(rest.database.adminUrl), { max: 1, applicationName: "test" });
  ownerUrl = await loginOf(rest.a);
  owner = connect(ownerUrl);
  ofB = connect(await loginOf(rest.b));
  await owner.unsafe(
    "create table orders (id int primary key, amount numeric(10,2), card_token text)",
  );
  await ofB.unsafe("create table only_of_b (id int)");
});
afterAll(async () => {
  await Promise.all([...opened, admin].map((sql) => sql.end({ timeout: 1 })));
  await rest.close();
});

function actorOf({ id }: TestTenant, scopes: Actor["scopes"] = roleScopes.admin): Actor {
  const name = "ada@example.com";
  return { kind: "user", id: "ada", name, tenantId: id, scopes, limits: defaultTenantLimits };
}

function connect(url: string): postgres.Sql {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  opened.push(sql);
  return sql;
}

async function loginOf(tenant: TestTenant, generation = 0): Promise<string> {
  const made = await openDataLogin(actorOf(tenant), generation);
  if (!made.ok) throw new Error(made.failure.detail);
  return made.value.url;
}

async function sessionsOfOwner(): Promise<number> {
  const rows = await admin`
    select pid from pg_stat_activity where usename = ${loginName(rest.a.id, "owner")}`;
  return rows.length;
}

const path = (name: string) => `/api/v1/data-tables/${encodeURIComponent(name)}`;
const put = (name: string, body: unknown) => rest.send("PUT", path(name), { body });
const audited = (tenant: TestTenant) => rest.database.sql<
  { action: string; target: string; details: object }[]
>`
  select action, target, details from audit_log where tenant_id = ${tenant.id} order by seq`;
const outbox = () => admin<{ type: string; data: string }[]>`
  select type, data from scriptbus.outbox where tenant_id = ${rest.a.id} order by seq`;

test("a table is listed with its columns, and emits what it is told to, and only while it is told to", async () => {
  const columns = [
    { name: "id", type: "integer" },
    { name: "amount", type: "numeric(10,2)" },
    { name: "card_token", type: "text" },
  ];
  const eventTypes = ["orders.created", "orders.updated", "orders.deleted"];
  const off = { name: "orders", columns, emit: false, emitColumns: [], eventTypes };
  expect((await rest.send("GET", "/api/v1/data-tables")).body).toEqual({
    items: [off],
    nextCursor: null,
  });
  const on = { ...off, emit: true, emitColumns: ["id", "amount"] };
  for (const body of [{ emit: true, columns: ["id", "amount", "id"] }, { emit: true }]) {
    expect(await put("orders", body)).toMatchObject({ status: 200, body: on });
  }
  expect((await rest.send("GET", path("orders"))).body).toEqual(on);
  await owner`insert into orders values (1, 12.5, 'tok')`;
  await owner`update orders set amount = 13`;
  await owner`delete from orders`;
  expect(await outbox()).toEqual([
    { type: "orders.created", data: '{"id": 1, "amount": 12.50}' },
    { type: "orders.updated", data: '{"id": 1, "amount": 13.00}' },
    { type: "orders.deleted", data: '{"id": 1, "amount": 13.00}' },
  ]);
  expect(await put("orders", { emit: false })).toMatchObject({ status: 200, body: off });
  await owner`insert into orders values (2, 1, 'tok')`;
  expect(await outbox()).toHaveLength(3);
  expect((await put("orders", { emit: true })).status).toBe(422);
});

test("each change is in the audit log once, with what was there before", async () => {
  const rows = (await audited(rest.a)).filter(({ target }) => target === "data table orders");
  expect(rows).toEqual([
    {
      action: "data_table.emit",
      target: "data table orders",
      details: { columns: ["id", "amount"], before: [] },
    },
    {
      action: "data_table.emit",
      target: "data table orders",
      details: { columns: null, before: ["id", "amount"] },
    },
  ]);
});

test.each([
  [{}],
  [{ emit: "yes" }],
  [{ emit: true, columns: [] }],
  [{ emit: true, columns: ["id", "nonsense"] }],
  [{ emit: true, columns: ["__proto__"] }],
  [{ emit: true, columns: ["id\0"] }],
  [{ emit: true, columns: ["id"], more: 1 }],
])("%j is refused and changes nothing", async (body) => {
  expect((await put("orders", body)).status).toBeOneOf([400, 422]);
  expect((await rest.send("GET", path("orders"))).body).toMatchObject({ emit: false });
});

test("an unknown column is named with those there are", async () => {
  const { body } = await put("orders", { emit: true, columns: ["amuont"] });
  expect(body.detail).toBe(
    "columns: the table orders has no column amuont; it has id, amount, card_token",
  );
});

test("hostile names are names: read, refused or switched, and nothing else happens", async () => {
  const longest = "é".repeat(31);
  const names = [
    'a"; drop table orders; --',
    "it's",
    "two words",
    "__proto__",
    longest,
    "%41",
    "a/b",
  ];
  for (const name of names) {
    await owner.unsafe(`create table "${name.replaceAll('"', '""')}" ("x'"" y" int)`);
    expect((await rest.send("GET", path(name))).body).toMatchObject({ name, eventTypes: [] });
    const refused = await put(name, { emit: true, columns: [`x'" y`] });
    expect([name, refused.status]).toEqual([name, 422]);
  }
  await owner.unsafe(`create table "Mixed-Case.x" ("x'"" \\ y" int, "__proto__" int)`);
  const columns = [`x'" \\ y`, "__proto__"];
  const { body } = await put("Mixed-Case.x", { emit: true, columns });
  expect(body).toMatchObject({ emit: true, emitColumns: columns });
  await owner.unsafe(`insert into "Mixed-Case.x" values (1, 2)`);
  expect((await outbox()).at(-1)).toEqual({
    type: "Mixed-Case.x.created",
    data: `{"x'\\" \\\\ y": 1, "__proto__": 2}`,
  });
  for (const name of ["no such", "x".repeat(64), "a\0b", "pg_class", "tenants"]) {
    expect([name, (await rest.send("GET", path(name))).status]).toEqual([name, 404]);
    expect([name, (await put(name, { emit: false })).status]).toEqual([name, 404]);
  }
});

test("a partitioned table emits under its own name", async () => {
  await owner.unsafe("create table visits (id int, day int) partition by list (day)");
  await owner.unsafe("create table visits_1 partition of visits for values in (1)");
  expect((await put("visits", { emit: true, columns: ["id"] })).body).toMatchObject({
    emit: true,
    emitColumns: ["id"],
  });
  await owner`insert into visits values (7, 1)`;
  expect((await outbox()).at(-1)).toEqual({ type: "visits.created", data: '{"id": 7}' });
  expect((await rest.send("GET", path("visits_1"))).status).toBe(404);
});

test("the list goes on by its cursor", async () => {
  const first = (await rest.send("GET", "/api/v1/data-tables?limit=3")).body;
  const others = (await rest.send("GET", `/api/v1/data-tables?cursor=${first.nextCursor}`)).body;
  const all = (await rest.send("GET", "/api/v1/data-tables")).body;
  expect([...first.items, ...others.items]).toEqual(all.items);
  expect((await rest.send("GET", "/api/v1/data-tables?cursor=AA")).status).toBe(422);
});

test("another tenant's table is not there", async () => {
  expect((await rest.send("GET", path("only_of_b"))).status).toBe(404);
  expect((await put("only_of_b", { emit: true, columns: ["id"] })).status).toBe(404);
  const ownOfB = await rest.send("GET", path("only_of_b"), { key: rest.b.apiKey });
  expect(ownOfB.body).toMatchObject({ emit: false });
});

test("a table that somebody holds is refused for now, and that is audited, too", async () => {
  await owner.begin(async (tx) => {
    await tx.unsafe("insert into orders values (9, 9, 'x')");
    const answer = await put("orders", { emit: true, columns: ["id"] });
    expect(answer).toMatchObject({ status: 503, body: { code: "unavailable" } });
    expect(answer.body.detail).toContain("Another session holds the table orders");
    expect(answer.headers.get("retry-after")).toBe("5");
  });
  expect((await rest.send("GET", path("orders"))).body).toMatchObject({ emit: false });
  expect((await audited(rest.a)).at(-1)).toMatchObject({ action: "data_table.emit_refused" });
});

test("reading needs read, switching needs manage", async () => {
  const { apiKey: key } = await createApiKey(rest.database.sql, rest.a.id, ["read"]);
  expect((await rest.send("GET", path("orders"), { key })).status).toBe(200);
  expect((await rest.send("PUT", path("orders"), { key, body: { emit: false } })).status).toBe(403);
});

test("making the owner's login anew ends the old one, its sessions and nobody else's", async () => {
  expect(await sessionsOfOwner()).toBe(1);
  const url = await loginOf(rest.a, 1);
  await expect.poll(sessionsOfOwner).toBe(0);
  await expect(connect(ownerUrl)`select 1`).rejects.toMatchObject({ code: "28P01" });
  ownerUrl = url;
  owner = connect(url);
  expect(await owner`select session_user as me`).toEqual([{ me: loginName(rest.a.id, "owner") }]);
  expect(await ofB`select 1 as one`).toEqual([{ one: 1 }]);
  expect(await readDataLogin(actorOf(rest.a))).toMatchObject({ generation: 2 });
});

test("who saw an older state changes nothing, and neither does who is no admin", async () => {
  const stale = await openDataLogin(actorOf(rest.a), 1);
  expect(stale).toMatchObject({ ok: false, failure: { code: "conflict" } });
  const developer = actorOf(rest.a, roleScopes.developer);
  for (const refused of [openDataLogin(developer, 2), closeDataLogin(developer, 2)]) {
    expect(await refused).toMatchObject({ ok: false, failure: { code: "forbidden" } });
  }
  expect(await owner`select 1 as one`).toEqual([{ one: 1 }]);
});

test("a removed login opens nothing, its tables stay, and a new one finds them", async () => {
  expect(await closeDataLogin(actorOf(rest.a), 2)).toEqual({ ok: true, value: null });
  await expect.poll(sessionsOfOwner).toBe(0);
  await expect(connect(ownerUrl)`select 1`).rejects.toThrow();
  expect(await readDataLogin(actorOf(rest.a))).toEqual({ generation: 3, openedAt: null });
  const again = connect(await loginOf(rest.a, 3));
  expect(await again`select id from orders order by id`).toEqual([{ id: 2 }, { id: 9 }]);
  const acts = (await audited(rest.a)).filter(({ action }) => action.startsWith("data_login."));
  expect(acts.map(({ action }) => action)).toEqual([
    "data_login.create",
    "data_login.rotate",
    "data_login.remove",
    "data_login.create",
  ]);
  expect(JSON.stringify(acts)).not.toContain(new URL(ownerUrl).password);
});
