// The walls of the tenants' own database, as the logins themselves meet them: nothing here is checked by our own code.
import { afterAll, beforeAll, expect, test } from "vitest";
import { type DataTenant, type DataWorld, openDataWorld } from "#db/testing/tenant-logins.ts";
import { createTestDatabase, type TestDatabase } from "#db/testing/test-database.ts";
import { schemaOf } from "#lib/data/tenant-logins.ts";
import { removeTenantData } from "./tenant-data.ts";

let database: TestDatabase;
let world: DataWorld;
let acme: DataTenant;
let globex: DataTenant;

beforeAll(async () => {
  database = await createTestDatabase({ withData: true });
  world = openDataWorld(database);
  acme = await world.createTenant();
  globex = await world.createTenant();
  await globex.owner.unsafe("create table secrets_of_globex (id int, word text)");
  await globex.owner.unsafe("insert into secrets_of_globex values (1, 'canary')");
  await acme.owner.unsafe("create table payments (id serial primary key, amount numeric)");
});
afterAll(async () => {
  await world.close();
  await database.close();
});

test("an owner makes tables, and the script's login reads and writes them without owning them", async () => {
  await acme.script`insert into payments (amount) values (12.50)`;
  expect(await acme.script`select amount from payments`).toEqual([{ amount: "12.50" }]);
  for (const refused of [
    "create table t (id int)",
    "create temp table t (id int)",
    "alter table payments add x int",
    "drop table payments",
    "truncate payments",
    "create schema s",
    "do $$ begin end $$",
  ]) {
    await expect(acme.script.unsafe(refused), refused).rejects.toMatchObject({ code: "42501" });
  }
});

for (const login of ["owner", "script"] as const) {
  test(`the ${login}'s login reaches nothing of another tenant, of the platform or of the server`, async () => {
    const sql = acme[login];
    const foreign = schemaOf(globex.id);
    for (const [refused, code] of [
      [`select * from ${foreign}.secrets_of_globex`, "42501"],
      [`create table ${foreign}.x (id int)`, "42501"],
      [`set role ${foreign}_owner`, "42501"],
      [`set session authorization ${foreign}_owner`, "42501"],
      ["select * from scriptbus.outbox", "42501"],
      ["select * from scriptbus.tenants", "42501"],
      [`select scriptbus.provision('${globex.id}', 'x')`, "42501"],
      [`select * from scriptbus.data_tables('${globex.id}')`, "42501"],
      ["select relname from pg_class", "42501"],
      ["select * from pg_stat_activity", "42501"],
      ["select rolname from pg_roles", "42501"],
      ["select typname from pg_type", "42501"],
      ["select set_config('statement_timeout', '0', false)", "42501"],
      ["select pg_sleep(10)", "42501"],
      ["select pg_advisory_lock(1)", "42501"],
      ["select pg_notify('x', 'y')", "42501"],
      ["select query_to_xml('select 1', true, true, '')", "42501"],
      ["select lo_create(0)", "42501"],
      ["select pg_read_file('/etc/passwd')", "42501"],
      ["copy (select 1) to program 'id'", "42501"],
      ["copy payments to '/tmp/x'", "42501"],
    ] as const) {
      await expect(sql.unsafe(refused), refused).rejects.toMatchObject({ code });
    }
  });

  test(`the ${login}'s login gets into no other database`, async () => {
    const { username, password } = new URL(urlOf(acme[login]));
    for (const name of ["postgres", "template1", new URL(database.adminUrl).pathname.slice(1)]) {
      const url = new URL(database.adminUrl);
      Object.assign(url, { username, password, pathname: `/${name}` });
      await expect(connectOnce(url.href), name).rejects.toMatchObject({ code: "42501" });
    }
  });
}

test("the information schema shows a tenant its own tables only", async () => {
  const rows = await acme.owner`select table_name, column_name from information_schema.columns
    where table_schema not in ('information_schema', 'pg_catalog') order by ordinal_position`;
  expect(rows).toEqual([
    { table_name: "payments", column_name: "id" },
    { table_name: "payments", column_name: "amount" },
  ]);
});

test("many tenants get their place at the same time", async () => {
  const tenants = await Promise.all(Array.from({ length: 8 }, () => world.createTenant()));
  for (const { script } of tenants) expect(await script`select 1 as one`).toEqual([{ one: 1 }]);
});

test("what is removed is gone with its logins, and another tenant's stays", async () => {
  const gone = await world.createTenant();
  await gone.owner.unsafe(
    "create table t (id int); create function f() returns int language sql return 1",
  );
  await gone.owner`select scriptbus.emit_event('a.b', '{}')`;
  await removeTenantData(world.data, gone.id);
  const left = await world.admin`
    select rolname as name from pg_roles where rolname like ${`${schemaOf(gone.id)}%`}
    union all select nspname from pg_namespace where nspname = ${schemaOf(gone.id)}
    union all select type from scriptbus.outbox where tenant_id = ${gone.id}`;
  expect(left).toEqual([]);
  expect(await globex.owner`select word from secrets_of_globex`).toEqual([{ word: "canary" }]);
});

function urlOf(sql: DataTenant["owner"]): string {
  const { user, pass, host, port } = sql.options;
  return `postgres://${user}:${pass}@${host[0]}:${port[0]}/x`;
}

async function connectOnce(url: string): Promise<unknown> {
  const { default: postgres } = await import("postgres");
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    return await sql`select 1`;
  } finally {
    await sql.end({ timeout: 1 });
  }
}
