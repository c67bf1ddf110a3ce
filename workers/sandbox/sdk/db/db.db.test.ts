// sdk.db as a script has it: a real isolate, a real tenant's schema.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type DataTenant, type DataWorld, openDataWorld } from "#db/testing/tenant-logins.ts";
import { createTestDatabase, type TestDatabase } from "#db/testing/test-database.ts";
import {
  type OpenTenantDatabase,
  openTenantDatabase,
} from "#workers/data/testing/open-tenant-database.ts";
import { type SandboxSetup, setUpSandbox } from "../../testing/sandbox-setup.ts";
import { runStored, type StoredRun } from "../testing/stored-script.ts";

let database: TestDatabase;
let world: DataWorld;
let opened: OpenTenantDatabase;
let sandbox: SandboxSetup;
let tenant: DataTenant;

beforeAll(async () => {
  database = await createTestDatabase({ withData: true });
  world = openDataWorld(database);
  opened = openTenantDatabase(database);
  sandbox = await setUpSandbox({ services: { db: opened.db } });
  tenant = await world.createTenant();
  await tenant.owner.unsafe("create table users (id int primary key, phone text, tags text[])");
  await tenant.owner.unsafe(
    "insert into users values (1, '+4917012345678', '{a,b}'), (2, null, null)",
  );
});
afterAll(async () => {
  await sandbox.pool.stop();
  await opened.close();
  await world.close();
  await database.close();
});

async function run(source: string, more: Partial<StoredRun> = {}) {
  const script = { tenantId: tenant.id, scriptId: tenant.id, kind: "event_handler" } as const;
  const result = await runStored(sandbox.pool, script, { source, ...more });
  if (result.error) throw new Error(`${result.error.name}: ${result.error.message}`);
  return { ...result, value: JSON.parse(result.resultJson ?? "null") };
}

const caught = (call: string) => `return ${call}.catch(({ name, message }) => [name, message]);`;

test("query gives all rows, queryOne the first or null, and each is an effect", async () => {
  const { value, effects } = await run(`
    const all = await sdk.db.query("SELECT id, phone FROM users ORDER BY id");
    const one = await sdk.db.queryOne("select phone, tags from users\\n where id = $1", [1]);
    return { all, one, none: await sdk.db.queryOne("select 1 from users where id = $1", [9]) };`);
  expect(value).toEqual({
    all: [
      { id: 1, phone: "+4917012345678" },
      { id: 2, phone: null },
    ],
    one: { phone: "+4917012345678", tags: ["a", "b"] },
    none: null,
  });
  expect(effects.map(({ kind, target, ok }) => ({ kind, target, ok }))).toEqual([
    { kind: "db.query", target: "SELECT id, phone FROM users ORDER BY id", ok: true },
    { kind: "db.query", target: "select phone, tags from users where id = $1", ok: true },
    { kind: "db.query", target: "select 1 from users where id = $1", ok: true },
  ]);
});

test.each([
  ["sdk.db.query(1)", "TypeError", "sql is a text"],
  ['sdk.db.query("select 1", "x")', "TypeError", "params is a list"],
  ['sdk.db.query("select $1", ["a\\u0000"])', "TypeError", "U+0000"],
  ['sdk.db.query("select $1")', "DatabaseError", "supplies 0 parameters"],
  ['sdk.db.query("select 1", [1])', "DatabaseError", "1"],
  [
    'sdk.db.query("select $1::int", ["x"])',
    "DatabaseError",
    "invalid input syntax for type integer",
  ],
  ['sdk.db.query("drop table users")', "DatabaseError", "only SELECT"],
  ['sdk.db.query("select * from nowhere")', "DatabaseError", 'relation "nowhere" does not exist'],
  ['sdk.db.query("update users set id = 1")', "DatabaseError", "duplicate key"],
])("%s fails with a word for its author", async (call, name, message) => {
  const { value } = await run(caught(call));
  expect(value).toEqual([name, expect.stringContaining(message)]);
});

test("a run that fails afterwards leaves what its statements did", async () => {
  await expect(
    run('await sdk.db.query("insert into users values (50)"); throw new Error("later");'),
  ).rejects.toThrow("later");
  expect(await tenant.owner`select id from users where id = 50`).toEqual([{ id: 50 }]);
});

describe("a dry run", () => {
  test("sees what it wrote, also after a statement that failed, and leaves nothing", async () => {
    const { value, effects } = await run(
      `const ids = () => sdk.db.query("select id from users where id > 70 order by id");
      await sdk.db.query("insert into users values (71)");
      const name = await sdk.db.query("insert into users values (71)").catch((error) => error.name);
      await Promise.all([72, 73].map((id) => sdk.db.query("insert into users values ($1)", [id])));
      await sdk.db.query("select scriptbus.emit_event('dry.run', '{}')");
      return [name, await ids()];`,
      { dryRun: true },
    );
    expect(value).toEqual(["DatabaseError", [{ id: 71 }, { id: 72 }, { id: 73 }]]);
    expect(effects.map(({ ok }) => ok)).toEqual([true, false, true, true, true, true]);
    expect(await tenant.owner`select id from users where id > 70`).toEqual([]);
    expect(await world.admin`select 1 from scriptbus.outbox where type = 'dry.run'`).toEqual([]);
  });

  test("gives its connection back: the next run has it", async () => {
    for (let n = 0; n < 5; n += 1) {
      await run('await sdk.db.query("select 1 from users for update");', { dryRun: true });
    }
    await run('await sdk.db.query("update users set phone = phone");');
  });
});

test("many runs at once share the tenant's two connections", async () => {
  const source =
    'return (await Promise.all([1, 2, 3, 4].map((n) => sdk.db.queryOne("select $1::int as n", [n])))).map((row) => row.n);';
  const results = await Promise.all(Array.from({ length: 8 }, () => run(source)));
  expect(results.map(({ value }) => value)).toEqual(Array.from({ length: 8 }, () => [1, 2, 3, 4]));
});

test("a run that ends without waiting leaves no statement behind it", async () => {
  await run(
    'void sdk.db.query("select pg_typeof(count(*)), \'left behind\' from generate_series(1, 1e9)"); await sdk.db.query("select 1");',
  );
  await expect
    .poll(
      () =>
        world.admin`select 1 from pg_stat_activity where query like ${"%left behind%"} and state = 'active' and pid <> pg_backend_pid()`,
    )
    .toEqual([]);
  expect((await run('return sdk.db.query("select 1 as one");')).value).toEqual([{ one: 1 }]);
});
