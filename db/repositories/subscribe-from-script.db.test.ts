import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type DatabaseHandle, inTenant, openDatabase } from "#db/client.ts";
import { createScript, createTenant, type TestTenant } from "#db/testing/fixtures.ts";
import { createTestDatabase, type TestDatabase } from "#db/testing/test-database.ts";
import type { TenantLimits } from "#lib/tenancy/tenant-limits.ts";
import { verifyAudit } from "./audit.ts";
import { type ScriptSubscription, subscribeFromScript } from "./subscribe-from-script.ts";
import { updateSubscription } from "./subscriptions.ts";

let database: TestDatabase;
let worker: DatabaseHandle;
let app: DatabaseHandle;
let tenant: TestTenant;
let scriptId: string;

beforeAll(async () => {
  process.env["SCRIPTBUS_SECRET"] = randomBytes(32).toString("base64");
  database = await createTestDatabase();
  const applicationName = "subscribe test";
  worker = openDatabase(database.workerUrl, { max: 8, applicationName });
  app = openDatabase(database.appUrl, { max: 2, applicationName });
});
afterAll(async () => {
  await Promise.all([worker.close(), app.close()]);
  await database.close();
});
beforeEach(() => begin({}));

async function begin(limits: Partial<TenantLimits>): Promise<void> {
  tenant = await createTenant(database.sql, { limits });
  scriptId = await createScript(database.sql, tenant.id, "return 1;", "orders");
}

const wantedOf = (more: Partial<ScriptSubscription> = {}): ScriptSubscription => ({
  tenantId: tenant.id,
  scriptId,
  eventType: "order.paid",
  filter: null,
  options: {},
  ...more,
});
const ask = (more: Partial<ScriptSubscription> = {}) =>
  subscribeFromScript(worker.db, wantedOf(more));

async function subscribed(more: Partial<ScriptSubscription> = {}): Promise<string> {
  const result = await ask(more);
  if (!result.ok) throw new Error(result.failure.detail);
  return result.value;
}

const rows = () =>
  database.sql`select * from subscriptions where tenant_id = ${tenant.id} order by id`;
const audited = () =>
  database.sql`select actor, action, target from audit_log where tenant_id = ${tenant.id} order by seq`;
async function versionOf(): Promise<number> {
  const [row] =
    await database.sql`select subscription_version from tenants where id = ${tenant.id}`;
  return Number(row?.["subscription_version"]);
}

describe("a script that subscribes", () => {
  test("gets a subscription as a person would have made it, audited in the script's name", async () => {
    const id = await subscribed({ filter: "$.amount > 100", options: { orderingKey: "$.id" } });
    expect(await rows()).toMatchObject([
      {
        id,
        script_id: scriptId,
        event_type: "order.paid",
        filter: "$.amount > 100",
        ordering_key: "$.id",
        priority: 100,
        retry_count: 3,
        active: true,
        breaker: "on",
        on_loop: "avoid",
      },
    ]);
    expect(await audited()).toEqual([
      { actor: 'script "orders"', action: "subscription.create", target: `subscription ${id}` },
    ]);
    const verdict = await inTenant(app.db, tenant.id, (tx) => verifyAudit(tx, tenant.id));
    expect(verdict).toEqual({ ok: true, rows: 1 });
  });

  test("wakes the routers", async () => {
    const before = await versionOf();
    await subscribed();
    expect(await versionOf()).toBeGreaterThan(before);
  });

  test("and was deleted meanwhile gets nothing", async () => {
    await database.sql`update scripts set deleted_at = now() where id = ${scriptId}`;
    expect(await ask()).toMatchObject({ ok: false, failure: { code: "not_found" } });
    expect(await rows()).toEqual([]);
  });

  test("cannot subscribe a script of another tenant", async () => {
    const other = await createTenant(database.sql);
    const foreign = await createScript(database.sql, other.id, "return 1;");
    expect(await ask({ scriptId: foreign })).toMatchObject({ failure: { code: "not_found" } });
  });
});

describe("a script that subscribes again", () => {
  test("has one subscription, and changes and tells nothing", async () => {
    const options = { priority: 5, backoff: { kind: "fixed", delayMs: 10 } };
    const id = await subscribed({ options });
    const [version, entries] = [await versionOf(), await audited()];
    expect(await subscribed({ options })).toBe(id);
    expect(await subscribed()).toBe(id);
    expect([await versionOf(), await audited()]).toEqual([version, entries]);
    expect(await rows()).toMatchObject([{ priority: 5 }]);
  });

  test("has one subscription, however many runs ask at the same moment", async () => {
    const ids = await Promise.all(Array.from({ length: 20 }, () => subscribed()));
    expect(new Set(ids).size).toBe(1);
    expect(await rows()).toHaveLength(1);
  });

  test.each([
    ["$.amount>100", "$.amount > 100"],
    ['{"amount":{"$gt":100}}', "$.amount > 100"],
    ['{ "amount": { "$gt": 100 } }', '{"amount":{"$gt":100}}'],
  ])("has one subscription for filters that say the same: %s and %s", async (one, other) => {
    const id = await subscribed({ filter: one });
    expect(await subscribed({ filter: other })).toBe(id);
  });

  test("has another one for another type, another filter, and no filter", async () => {
    const ids = [
      await subscribed(),
      await subscribed({ filter: "$.amount > 100" }),
      await subscribed({ filter: "$.amount > 101" }),
      await subscribed({ eventType: "order.*" }),
    ];
    expect(new Set(ids).size).toBe(4);
  });

  test("brings the options it names up to date, and leaves the others", async () => {
    const id = await subscribed({ options: { priority: 5, retryCount: 7 } });
    await inTenant(app.db, tenant.id, (tx) =>
      updateSubscription(tx, tenant.actor, { id, patch: { breaker: "off", priority: 6 } }),
    );
    expect(await subscribed({ options: { retryCount: 8 } })).toBe(id);
    expect(await rows()).toMatchObject([{ priority: 6, retry_count: 8, breaker: "off" }]);
    expect((await audited()).at(-1)).toMatchObject({
      actor: 'script "orders"',
      action: "subscription.update",
    });
  });

  test("never switches on again what a person switched off", async () => {
    const id = await subscribed();
    await inTenant(app.db, tenant.id, (tx) =>
      updateSubscription(tx, tenant.actor, { id, patch: { active: false } }),
    );
    expect(await subscribed({ options: { priority: 1 } })).toBe(id);
    expect(await rows()).toMatchObject([{ active: false, priority: 1 }]);
  });
});

describe("the limits", () => {
  test("of a script hold, also for what is asked at the same moment", async () => {
    await begin({ subscriptionsPerScript: 3 });
    const results = await Promise.all(
      Array.from({ length: 10 }, (_, n) => ask({ eventType: `order.n${n}` })),
    );
    expect(results.filter(({ ok }) => ok)).toHaveLength(3);
    const refused = results.find(({ ok }) => !ok);
    expect(refused).toMatchObject({
      failure: { code: "conflict", detail: "A script has at most 3 subscriptions." },
    });
    expect(await rows()).toHaveLength(3);
  });

  test("of a tenant hold", async () => {
    await begin({ subscriptionsPerTenant: 1 });
    const id = await subscribed();
    expect(await ask({ eventType: "order.*" })).toMatchObject({
      failure: { code: "conflict", detail: "A tenant has at most 1 subscriptions." },
    });
    expect(await subscribed()).toBe(id);
  });
});
