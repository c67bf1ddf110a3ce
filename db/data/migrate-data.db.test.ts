// A login without superuser's rights can carry the tenants' own database, too: with fewer walls, which are named.

import postgres from "postgres";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openSql, type Sql } from "#db/client.ts";
import { migrate } from "#db/migrate.ts";
import { findMissingWalls } from "#db/repositories/data-walls.ts";
import {
  endScriptSession,
  provisionTenant,
  removeTenantData,
  resetScriptLogin,
  setOwnerLogin,
} from "#db/repositories/tenant-data.ts";
import { startTestServer, type TestServer } from "#db/testing/postgres.ts";
import { loginName, schemaOf } from "#lib/data/tenant-logins.ts";
import { dataUrl } from "./data-url.ts";

const tenantId = "0196a1c2-0000-7000-8000-00000000000a";
const secrets = { appPassword: "app", workerPassword: "worker" };
let server: TestServer;
let data: Sql;
let app: Sql;
let urls: { appUrl: string; workerUrl: string };
const opened: postgres.Sql[] = [];

beforeAll(async () => {
  server = await startTestServer();
  const root = postgres(server.adminUrl, { max: 1, onnotice: () => {} });
  await root.unsafe("create role keeper login createrole createdb password 'keeper'");
  await root.end();
  const adminUrl = asLogin(server.adminUrl, "keeper", "keeper", "platform");
  urls = await migrate({ adminUrl, secrets, ownsServer: false });
  await migrate({ adminUrl, secrets, ownsServer: false });
  data = openSql(dataUrl(urls.workerUrl), { max: 1, applicationName: "test" });
  app = openSql(dataUrl(urls.appUrl), { max: 1, applicationName: "test" });
}, 60_000);
afterAll(async () => {
  await Promise.all([data, app, ...opened].map((sql) => sql?.end({ timeout: 1 })));
  await server.stop();
});

function asLogin(base: string, username: string, password: string, name: string): string {
  const url = new URL(base);
  return Object.assign(url, { username, password, pathname: `/${name}` }).href;
}

function connect(login: "owner" | "script", password: string): postgres.Sql {
  const url = asLogin(server.adminUrl, loginName(tenantId, login), password, "platform_data");
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  opened.push(sql);
  return sql;
}

test("provisions, rotates, ends sessions and removes", async () => {
  await provisionTenant(data, { tenantId, scriptPassword: "one" });
  await setOwnerLogin(app, { tenantId, generation: 1, password: "owner" });
  const owner = connect("owner", "owner");
  await owner.unsafe("create table t (id serial, n int); insert into t (n) values (1)");
  await resetScriptLogin(data, { tenantId, scriptPassword: "two" });
  const script = connect("script", "two");
  expect(await script`insert into t (n) values (2) returning id, n`).toEqual([{ id: 2, n: 2 }]);
  await app`select scriptbus.set_table_emit(${tenantId}, 't', '["n"]'::json)`;
  await app`select scriptbus.set_table_emit(${tenantId}, 't', '["id"]'::json)`;
  await script`update t set n = 3 where id = 1`;
  expect(await data`select type, data from scriptbus.outbox`).toEqual([
    { type: "t.updated", data: '{"id": 1}' },
  ]);
  const [me] = await script<{ pid: number }[]>`select pg_backend_pid() as pid`;
  expect(await endScriptSession(data, { tenantId, pid: me?.pid ?? 0 })).toBe(true);
  expect(await setOwnerLogin(app, { tenantId, generation: 2, password: "new" })).toBe(true);
  await expect(owner`select 1`.then(() => owner`select 1`)).rejects.toThrow();
  await expect(
    script.unsafe(`select * from ${schemaOf("0196a1c2-0000-7000-8000-00000000000b")}.t`),
  ).rejects.toThrow();
  await removeTenantData(data, tenantId);
  await expect(connect("script", "two")`select 1`).rejects.toMatchObject({ code: "28P01" });
});

test("the walls that only a superuser can raise are named as missing", async () => {
  const missing = await findMissingWalls(data);
  expect(missing).toEqual(["catalogs", "functions", "temporary files"]);
});
