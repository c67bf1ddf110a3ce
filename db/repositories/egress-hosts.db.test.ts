import { afterAll, beforeAll, expect, test } from "vitest";
import { inTenant, openDatabase, openSql } from "#db/client.ts";
import { createTenant } from "#db/testing/fixtures.ts";
import { createTestDatabase, type TestDatabase } from "#db/testing/test-database.ts";
import type { Actor } from "#lib/tenancy/actor.ts";
import { findEgressHosts, getEgressHosts, setEgressHosts } from "./egress-hosts.ts";

let database: TestDatabase;
let app: ReturnType<typeof openDatabase>;
let worker: ReturnType<typeof openSql>;
beforeAll(async () => {
  process.env["SCRIPTBUS_SECRET"] = Buffer.alloc(32, 7).toString("base64");
  database = await createTestDatabase();
  app = openDatabase(database.appUrl, { max: 2, applicationName: "test" });
  worker = openSql(database.workerUrl, { max: 1, applicationName: "test" });
});
afterAll(async () => {
  await worker.end({ timeout: 5 });
  await app.close();
  await database.close();
});

const get = (actor: Actor) => inTenant(app.db, actor.tenantId, (tx) => getEgressHosts(tx, actor));
const set = (actor: Actor, hosts: string[] | null) =>
  inTenant(app.db, actor.tenantId, (tx) => setEgressHosts(tx, actor, { hosts }));

test("a new tenant lets its scripts reach every public host", async () => {
  const { actor } = await createTenant(database.sql);
  expect(await get(actor)).toEqual({ hosts: null });
  expect(await findEgressHosts(worker, actor.tenantId)).toBeNull();
});

test("what a tenant sets is what the worker reads, an empty list included, and no other tenant's", async () => {
  const { actor } = await createTenant(database.sql);
  const other = await createTenant(database.sql);
  for (const hosts of [["a.example", "*.b.example:8443"], [], null]) {
    expect(await set(actor, hosts)).toEqual({ hosts });
    expect(await get(actor)).toEqual({ hosts });
    expect(await findEgressHosts(worker, actor.tenantId)).toEqual(hosts);
  }
  expect(await findEgressHosts(worker, other.id)).toBeNull();
});

test("a tenant that is not there reaches nothing", async () => {
  expect(await findEgressHosts(worker, "00000000-0000-7000-8000-000000000000")).toEqual([]);
});

test("a change is recorded with what was before", async () => {
  const { actor } = await createTenant(database.sql);
  await set(actor, ["a.example"]);
  await set(actor, null);
  const rows = await database.sql<{ actor: string; target: string; details: unknown }[]>`
    select actor, target, details from audit_log
    where tenant_id = ${actor.tenantId} and action = 'egress_hosts.update' order by seq`;
  const target = `tenant ${actor.tenantId}`;
  expect(rows).toEqual([
    { actor: "test key", target, details: { hosts: ["a.example"], before: null } },
    { actor: "test key", target, details: { hosts: null, before: ["a.example"] } },
  ]);
});
