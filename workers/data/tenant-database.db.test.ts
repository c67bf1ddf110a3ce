// What a script's statement can do, and where it ends.
import { afterAll, beforeAll, expect, test } from "vitest";
import { eventually } from "#db/testing/eventually.ts";
import { type DataTenant, type DataWorld, openDataWorld } from "#db/testing/tenant-logins.ts";
import { createTestDatabase, type TestDatabase } from "#db/testing/test-database.ts";
import { loginName, schemaOf } from "#lib/data/tenant-logins.ts";
import {
  type OpenTenantDatabase,
  openTenantDatabase,
  queryOf,
} from "./testing/open-tenant-database.ts";

let database: TestDatabase;
let world: DataWorld;
let opened: OpenTenantDatabase;
let acme: DataTenant;

beforeAll(async () => {
  database = await createTestDatabase({ withData: true });
  world = openDataWorld(database);
  opened = openTenantDatabase(database);
  acme = await world.createTenant();
  await acme.owner.unsafe("create table users (id int primary key, phone text, extra jsonb)");
  await acme.owner.unsafe(
    "create function endless() returns int language plpgsql as $$ begin loop end loop; end $$",
  );
  await acme.owner.unsafe("insert into users values (1, '+49', '{\"a\":1}'), (2, null, null)");
});
afterAll(async () => {
  await opened.close();
  await world.close();
  await database.close();
});

const run = (text: string, params: readonly unknown[] = []) =>
  opened.db.query(queryOf(acme.id, text, params));
const refusal = (text: string, params: readonly unknown[] = []) =>
  run(text, params).then(
    (rows) => ({ name: "nothing", message: JSON.stringify(rows) }),
    (error: Error) => ({ name: error.name, message: error.message }),
  );

test("rows come as objects, values by their types", async () => {
  const rows =
    await run(`select 1::int2 a, 9007199254740991::int8 b, 9007199254740993::int8 c, 1.10::numeric d,
    'NaN'::float8 e, 1.5::float4 f, true g, null h, '2026-01-02 03:04:05.123456+02'::timestamptz i,
    '2026-01-02 03:04:05'::timestamp j, '2026-01-02'::date k, '\\xdeadbeef'::bytea l, '{"x":[1]}'::jsonb m,
    array[1,null,3] n, array['a"b','c,d','{e}'] o, array[[1,2],[3,4]] p, 'infinity'::timestamptz q,
    '6f1c0c7e-0000-7000-8000-000000000000'::uuid r, '{}'::text[] s, 2 as "__proto__"`);
  const { __proto__: _, ...plain } = rows[0] ?? {};
  expect(plain).toEqual({
    a: 1,
    b: 9_007_199_254_740_991,
    c: "9007199254740993",
    d: "1.10",
    e: "NaN",
    f: 1.5,
    g: true,
    h: null,
    i: "2026-01-02T01:04:05.123456Z",
    j: "2026-01-02T03:04:05",
    k: "2026-01-02",
    l: "3q2+7w==",
    m: { x: [1] },
    n: [1, null, 3],
    o: ['a"b', "c,d", "{e}"],
    p: [
      [1, 2],
      [3, 4],
    ],
    q: "infinity",
    r: "6f1c0c7e-0000-7000-8000-000000000000",
    s: [],
  });
  expect(Object.getOwnPropertyDescriptor(rows[0], "__proto__")?.value).toBe(2);
});

test("parameters are what the statement makes of them", async () => {
  const rows = await run(
    `select $1::int a, $2::text b, $3::jsonb c, $4::int[] d, $5::bool e, $6::text[] f, $7::timestamptz g, $8::json h,
      $9::numeric i, $10::text j`,
    [
      7,
      "it's",
      { k: [1, null] },
      [1, 2],
      false,
      ['a"b\\', null, "c"],
      "2026-01-02T03:04:05Z",
      [1],
      "1e400",
      null,
    ],
  );
  expect(rows).toEqual([
    {
      a: 7,
      b: "it's",
      c: { k: [1, null] },
      d: [1, 2],
      e: false,
      f: ['a"b\\', null, "c"],
      g: "2026-01-02T03:04:05Z",
      h: [1],
      i: expect.stringMatching(/^10{400}$/),
      j: null,
    },
  ]);
});

test("a statement is done as a whole or not at all", async () => {
  await run("insert into users (id) values (10), (11)");
  expect(await refusal("insert into users (id) values (12), (10)")).toEqual({
    name: "DatabaseError",
    message: 'duplicate key value violates unique constraint "users_pkey" [23505]',
  });
  const tooMany = "insert into users (id) select * from generate_series(1000, 2000) returning id";
  expect(await refusal(tooMany)).toMatchObject({ name: "DatabaseLimitError" });
  expect(await run("select id from users where id > 9 order by 1")).toEqual([
    { id: 10 },
    { id: 11 },
  ]);
});

test("what is too long, too large or too many ends with a word of its own", async () => {
  const limits: readonly [string, RegExp][] = [
    [`select endless()`, /longer than 5000 ms/],
    ["select count(*) from generate_series(1, 1e12)", /temporary|longer/],
    ["select * from generate_series(1, 1001)", /more than 1000 rows/],
    ["select repeat('x', 1100000)", /larger than 1048576 bytes/],
    ["select repeat('x', 50000000)", /larger than 1048576 bytes|longer/],
    ["select * from generate_series(1, 1e8)", /temporary|longer/],
  ];
  for (const [text, message] of limits) {
    expect(await refusal(text), text).toEqual({
      name: "DatabaseLimitError",
      message: expect.stringMatching(message),
    });
  }
  expect(await run("select 1 as one")).toEqual([{ one: 1 }]);
}, 30_000);

test("a function that swallows its time limit is ended from outside, and the next statement runs", async () => {
  await acme.owner.unsafe(`create function stubborn() returns void language plpgsql as $$
    begin loop begin perform endless(); exception when query_canceled then null; end; end loop; end $$`);
  const begunAt = performance.now();
  expect(await refusal("select stubborn()")).toMatchObject({ name: "DatabaseLimitError" });
  expect(performance.now() - begunAt).toBeLessThan(4_000);
  const busy = async () =>
    (
      await world.admin`select 1 from pg_stat_activity where usename = ${loginName(acme.id, "script")} and state = 'active'`
    ).length;
  await eventually(busy, (count) => count === 0);
  expect(await run("select 1 as one")).toEqual([{ one: 1 }]);
}, 30_000);

test("what an owner's function leaves in the session weakens no later statement", async () => {
  await acme.owner.unsafe(`create function weaken() returns void language plpgsql as $$ begin
    execute 'set statement_timeout = 0'; execute 'set search_path = pg_catalog'; execute 'set timezone = ''Asia/Tokyo''';
    execute 'set session characteristics as transaction read only'; end $$`);
  await acme.owner.unsafe(
    `create function persist() returns void language plpgsql as $$ begin execute 'alter role current_user set statement_timeout = 0'; end $$`,
  );
  for (const text of ["select weaken()", "select persist()"]) await run(text);
  expect(await refusal(`select endless()`)).toMatchObject({
    name: "DatabaseLimitError",
  });
  await run("insert into users (id) values (30)");
  expect(await run("select now() = now() as same, current_setting('timezone') as zone")).toEqual([
    { same: true, zone: "UTC" },
  ]);
}, 30_000);

test("a changed password is set right again", async () => {
  await acme.owner.unsafe(
    `create function rename_me() returns void language plpgsql as $$ begin execute 'alter role current_user password ''other'''; end $$`,
  );
  await run("select rename_me()");
  const other = openTenantDatabase(database);
  expect(await other.db.query(queryOf(acme.id, "select 1 as one"))).toEqual([{ one: 1 }]);
  await other.close();
});

test("a statement nobody waits for is ended", async () => {
  const stop = new AbortController();
  const text = "select 'abandoned', endless()";
  const running = opened.db.query(queryOf(acme.id, text, [], { signal: stop.signal }));
  const active = async () =>
    (
      await world.admin`select 1 from pg_stat_activity where query like ${`%abandoned%`} and usename = ${loginName(acme.id, "script")} and state = 'active'`
    ).length;
  await eventually(active, (count) => count === 1);
  stop.abort();
  await expect(running).rejects.toThrow();
  await eventually(active, (count) => count === 0, 3_000);
});

test("a tenant has two connections, and a third statement waits for one", async () => {
  const slow = "select count(*)::int as n from generate_series(1, 100000)";
  const results = await Promise.all(Array.from({ length: 5 }, () => run(slow)));
  expect(results.flat()).toEqual(Array.from({ length: 5 }, () => ({ n: 100_000 })));
  const [row] = await world.admin<{ count: number }[]>`
    select count(*)::int as count from pg_stat_activity where usename = ${loginName(acme.id, "script")}`;
  expect(row?.count).toBeLessThanOrEqual(2);
}, 30_000);

test("an event that a statement leaves belongs to the chain of its run; a producer's begins one", async () => {
  const chain = { executionId: acme.id, correlationId: acme.id, hop: 3, path: [acme.id] };
  const text = "select scriptbus.emit_event('from.script', '{\"n\":1}')";
  await opened.db.query(queryOf(acme.id, text, [], { chain }));
  await acme.owner.unsafe(
    `begin; set local scriptbus.chain = '{"hop":-50}'; select scriptbus.emit_event('from.owner', '{}'); commit`,
  );
  const rows = await world.admin`
    select type, data, causation_id, correlation_id, hop, path from scriptbus.outbox where tenant_id = ${acme.id} order by seq`;
  expect(rows).toEqual([
    {
      type: "from.script",
      data: '{"n": 1}',
      causationId: acme.id,
      correlationId: acme.id,
      hop: 4,
      path: [acme.id],
    },
    { type: "from.owner", data: "{}", causationId: null, correlationId: null, hop: 0, path: [] },
  ]);
});

test("another tenant is never met", async () => {
  const globex = await world.createTenant();
  await globex.owner.unsafe("create table users (id int)");
  await globex.owner.unsafe("insert into users values (4711)");
  expect(await refusal(`select * from ${schemaOf(globex.id)}.users`)).toMatchObject({
    name: "DatabaseError",
  });
  expect(await opened.db.query(queryOf(globex.id, "select id from users"))).toEqual([{ id: 4711 }]);
  expect(await run("select id from users where id = 4711")).toEqual([]);
});
