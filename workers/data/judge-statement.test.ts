// Which texts may run as a script's statement. What passes here meets the database's own rights, too.
import { loadModule } from "libpg-query";
import { beforeAll, describe, expect, test } from "vitest";
import { judgeStatement } from "./judge-statement.ts";

const tenantId = "0196a1c2-0000-7000-8000-000000000001";
const own = "tenant_0196a1c2000070008000000000000001";
const judge = (text: string) => judgeStatement(text, tenantId);

beforeAll(async () => {
  await loadModule();
});

test.each([
  "SELECT phone FROM users WHERE id = $1",
  "select 1;",
  "-- a note\nselect /* ; drop table x */ 'a; b', 'pg_sleep(1)', \"regclass\" from t",
  "insert into payments (amount) values ($1) returning id",
  "update orders set status = 'paid' where id = any($1::int[])",
  "delete from orders using users u where u.id = orders.user_id",
  "merge into stock s using (values (1)) v(id) on s.id = v.id when matched then delete",
  "values (1), (2)",
  "table users",
  "with recent as (delete from orders returning *) select count(*) from recent",
  `select * from ${own}.users`,
  "select pg_typeof(1)::text, now(), coalesce(a, b), count(*) filter (where true) over () from t",
  "select scriptbus.emit_event('order.paid', '{}'::jsonb)",
  "select column_name from information_schema.columns",
  "select x::numeric(10,2), y::text[], '2026-01-01'::timestamptz from t for update skip locked",
  "select 1 as pg_thing, a.pg_column from t a",
])("runs %s", (text) => {
  expect(judge(text)).toBeNull();
});

describe("refused", () => {
  test.each([
    ["", "empty"],
    ["  \n", "empty"],
    ["-- nothing", "one statement"],
    ["select 1; select 2", "one statement"],
    ["selec 1", 'syntax error at or near "selec" (character 1)'],
    ["select 1\0", "NUL"],
    [`select '${"x".repeat(10_000)}'`, "longer than 10000"],
  ])("a text that is no statement: %.40s", (text, problem) => {
    expect(judge(text)).toContain(problem);
  });

  test.each([
    "set role postgres",
    "set statement_timeout = 0",
    "reset all",
    "begin",
    "commit",
    "copy t to stdout",
    "copy t from program 'id'",
    "do $$ begin end $$",
    "call p()",
    "listen x",
    "notify x",
    "lock table t",
    "prepare p as select 1",
    "execute p",
    "declare c cursor for select 1",
    "explain analyze select 1",
    "vacuum",
    "create table t (id int)",
    "create temp table t as select 1",
    "alter role current_user set statement_timeout = 0",
    "grant select on t to public",
    "truncate t",
    "load 'x'",
    "discard all",
    "checkpoint",
    "comment on table t is 'x'",
    "refresh materialized view v",
    "security label on table t is 'x'",
    "reassign owned by a to b",
  ])("another kind of statement: %s", (text) => {
    expect(judge(text)).toContain("only SELECT");
  });

  test.each(["select * into t from users", "with x as (select 1) select * into temp t from x"])(
    "a table made by a query: %s",
    (text) => {
      expect(judge(text)).toContain("SELECT INTO");
    },
  );

  test.each([
    "select * from pg_class",
    "select * from pg_catalog.pg_class",
    'select * from "pg_catalog"."pg_stat_activity"',
    'select * from U&"pg\\005fclass"',
    "select * from scriptbus.outbox",
    "select * from tenant_0196a1c2000070008000000000000002.users",
    "select * from pg_toast.pg_toast_1",
    "select * from pg_temp.t",
    "select * from other.public.users",
    "select (select 1 from pg_roles limit 1)",
    "with x as (select * from pg_settings) select * from x",
    "insert into scriptbus.outbox default values",
    "update pg_class set relname = 'x'",
    "delete from scriptbus.tenants",
    "select exists (table pg_user)",
  ])("a table that is not the tenant's: %s", (text) => {
    expect(judge(text)).toContain("not one of this tenant's tables");
  });

  test.each([
    "select set_config('statement_timeout', '0', false)",
    "select pg_catalog.set_config('role', 'x', true)",
    "select pg_sleep(10)",
    "select PG_SLEEP(10)",
    'select "pg_sleep"(10)',
    'select U&"pg\\005fsleep"(10)',
    "select pg_advisory_lock(1)",
    "select pg_try_advisory_xact_lock(1)",
    "select pg_notify('a', 'b')",
    "select lo_import('/etc/passwd')",
    "select lo_create(0)",
    "select loread(1, 2)",
    "select query_to_xml('select 1', true, true, '')",
    "select pg_catalog.database_to_xml(true, true, '')",
    "select * from ts_stat('select 1')",
    "select * from dblink('x', 'select 1') as t(a int)",
    "select pg_terminate_backend(1)",
    "select pg_read_file('/etc/passwd')",
    "select * from pg_ls_dir('.')",
    "select pg_stat_get_activity(null)",
    "select pg_get_viewdef(1)",
    "select to_regclass('x')",
    "select regclass(1)",
    "select format_type(1, 1)",
    "select has_table_privilege('x', 'select')",
    "select scriptbus.provision('x', 'y')",
    "select scriptbus.data_tables('x')",
    "select tenant_0196a1c2000070008000000000000002.f()",
    "select * from rows from (pg_ls_dir('.'), generate_series(1, 2)) as t",
    "select 1 from t order by pg_sleep(1)",
    "insert into t values (1) on conflict (id) do update set a = pg_sleep(1)::text",
    "select pg_relation_filepath('t')",
    "select a.b.c.d()",
  ])("a closed function: %s", (text) => {
    expect(judge(text)).toContain("closed to scripts");
  });

  test.each([
    "select 16400::regclass",
    "select 16400::pg_catalog.regclass::text",
    'select cast(1 as U&"\\0072egclass")',
    "select array[1]::regclass[]",
    "select 10::regrole",
    "select 1::regnamespace",
    "select '{}'::aclitem[]",
    "select x from json_to_record('{}') as t(x regclass)",
    "select 1::tenant_0196a1c2000070008000000000000002.mood",
  ])("a closed type: %s", (text) => {
    expect(judge(text)).toContain("type");
    expect(judge(text)).toContain("closed to scripts");
  });
});
