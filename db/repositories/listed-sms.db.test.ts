import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type DatabaseHandle, inTenant, openDatabase } from "#db/client.ts";
import { createScript, createTenant, type TestTenant } from "#db/testing/fixtures.ts";
import { createTestDatabase, type TestDatabase } from "#db/testing/test-database.ts";
import { maskRecipient } from "#lib/sms/recipient.ts";
import { smsFilterQuery } from "#lib/sms/sms-filter.ts";
import type { SmsState } from "#lib/sms/sms-message.ts";
import { type Role, roleScopes } from "#lib/tenancy/role.ts";
import { listSmsRows, readSmsRows } from "./listed-sms.ts";

let database: TestDatabase;
let handle: DatabaseHandle;
let tenant: TestTenant;

beforeAll(async () => {
  database = await createTestDatabase();
  handle = openDatabase(database.appUrl, { max: 2, applicationName: "listed sms test" });
});
afterAll(async () => {
  await handle.close();
  await database.close();
});
beforeEach(async () => {
  tenant = await createTenant(database.sql);
});

type Kept = { to?: string; state?: SmsState; scriptId?: string };

async function keep(of: TestTenant, { to = "+4917012345678", state, scriptId }: Kept = {}) {
  const [row] = await database.sql<{ id: string }[]>`
    insert into sms_outbox (tenant_id, execution_id, script_id, recipient, message, provider, state, error)
    values (${of.id}, ${randomUUID()}, ${scriptId ?? randomUUID()}, ${to}, 'Hello', 'twilio', ${state ?? "kept"},
      ${state === "failed" ? "no" : null})
    returning id`;
  if (!row) throw new Error("no message");
  return row.id;
}

const as = (role: Role) => ({ ...tenant.actor, scopes: roleScopes[role] });

function list(query: Record<string, string> = {}, actor = tenant.actor) {
  const filter = smsFilterQuery.parse(query);
  return inTenant(handle.db, actor.tenantId, (tx) => listSmsRows(tx, actor, filter));
}

const idsOf = async (...asked: Parameters<typeof list>) =>
  (await list(...asked)).items.map(({ id }) => id);

test("the list goes page by page, newest first", async () => {
  const ids = [];
  for (let n = 0; n < 3; n += 1) ids.unshift(await keep(tenant));
  const first = await list({ limit: "2" });
  expect(first.items.map(({ id }) => id)).toEqual(ids.slice(0, 2));
  const second = await list({ limit: "2", cursor: first.nextCursor ?? "" });
  expect(second).toMatchObject({ items: [{ id: ids[2] }], nextCursor: null });
});

test("a message is told with the name of its script, also of a deleted one", async () => {
  const scriptId = await createScript(database.sql, tenant.id, "return 1", "notify");
  const id = await keep(tenant, { scriptId, state: "failed" });
  expect((await list()).items).toMatchObject([
    { id, scriptId, scriptName: "notify", scriptDeleted: false, state: "failed", error: "no" },
  ]);
  await database.sql`update scripts set deleted_at = now() where id = ${scriptId}`;
  expect((await list()).items).toMatchObject([{ scriptName: "notify", scriptDeleted: true }]);
});

test("it can be asked for by state, by script and by a part of the number, and by all of them", async () => {
  const scriptId = randomUUID();
  const wanted = await keep(tenant, { scriptId, state: "sent", to: "+31612345678" });
  const failed = await keep(tenant, { scriptId, state: "failed", to: "+31612345678" });
  const others = await keep(tenant, { state: "sent", to: "+31612345678" });
  const elsewhere = await keep(tenant, { scriptId, state: "sent" });
  expect(await idsOf({ state: "failed" })).toEqual([failed]);
  expect(await idsOf({ scriptId })).toEqual([elsewhere, failed, wanted]);
  expect(await idsOf({ q: "+31 6 12" })).toEqual([others, failed, wanted]);
  expect(await idsOf({ state: "sent", scriptId, q: "612345" })).toEqual([wanted]);
  expect(await idsOf({ q: "%" })).toEqual([]);
});

test("nothing of another tenant is in it, whatever is asked for", async () => {
  const other = await createTenant(database.sql);
  const scriptId = await createScript(database.sql, other.id, "return 1");
  const foreign = await keep(other, { scriptId });
  const own = await keep(tenant, { scriptId });
  expect((await list()).items).toMatchObject([{ id: own, scriptName: null }]);
  expect(await idsOf({ scriptId, q: "+49" })).toEqual([own]);
  const watched = await inTenant(handle.db, tenant.id, (tx) =>
    readSmsRows(tx, tenant.actor, [foreign, own]),
  );
  expect(watched.map(({ id }) => id)).toEqual([own]);
});

describe("the number", () => {
  const numbers = ["+1234567", "+4917012345678", "+123456789012345"];
  const shownTo = async (role: Role) =>
    (await list({}, as(role))).items.map(({ recipient }) => recipient).reverse();

  beforeEach(async () => {
    for (const to of numbers) await keep(tenant, { to });
  });

  test.each(["developer", "operator", "admin"] as const)("is whole for a %s", async (role) => {
    expect(await shownTo(role)).toEqual(numbers);
  });

  test("is masked for a viewer, in the list and in what is watched", async () => {
    expect(await shownTo("viewer")).toEqual(numbers.map(maskRecipient));
    const ids = await idsOf();
    const watched = await inTenant(handle.db, tenant.id, (tx) =>
      readSmsRows(tx, as("viewer"), ids),
    );
    expect(watched.map(({ recipient }) => recipient).reverse()).toEqual(numbers.map(maskRecipient));
  });

  test("gives no hidden digit away to a viewer who searches for it", async () => {
    for (const q of ["+4917", "1701", "12345678", "+4917012345678"]) {
      expect(await idsOf({ q }, as("viewer"))).toEqual([]);
      expect(await idsOf({ q })).not.toEqual([]);
    }
    expect(await idsOf({ q: "+49*" }, as("viewer"))).toHaveLength(1);
    expect(await idsOf({ q: "78" }, as("viewer"))).toHaveLength(1);
  });
});
