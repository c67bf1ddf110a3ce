import { afterAll, beforeAll, expect, test } from "vitest";
import { type DatabaseHandle, inTenant, openDatabase } from "#db/client.ts";
import { createScript, createSubscription, createTenant } from "#db/testing/fixtures.ts";
import { pastEvents, pastRun } from "#db/testing/past.ts";
import { createTestDatabase, type TestDatabase } from "#db/testing/test-database.ts";
import { systemActor } from "#lib/tenancy/system-actor.ts";
import { readSetupSteps } from "./setup-steps.ts";

let database: TestDatabase;
let app: DatabaseHandle;
beforeAll(async () => {
  database = await createTestDatabase();
  app = openDatabase(database.appUrl, { max: 1, applicationName: "setup steps test" });
});
afterAll(async () => {
  await app.close();
  await database.close();
});

const look = (tenantId: string) =>
  inTenant(app.db, tenantId, (tx) => readSetupSteps(tx, systemActor("test", tenantId)));
const nothing = {
  scriptId: null,
  hasSubscription: false,
  eventType: null,
  eventId: null,
  hasRun: false,
};

test("the steps of a tenant tick one after the other, and never those of another tenant", async () => {
  const { id: tenantId } = await createTenant(database.sql);
  const { id: other } = await createTenant(database.sql);
  expect(await look(tenantId)).toEqual(nothing);
  const scriptId = await createScript(database.sql, tenantId, "return 1");
  expect(await look(tenantId)).toEqual({ ...nothing, scriptId });
  const target = { tenantId, scriptId, eventType: "shop.*" };
  await createSubscription(database.sql, target, { active: false });
  expect(await look(tenantId)).toEqual({ ...nothing, scriptId });
  await createSubscription(database.sql, target);
  await pastEvents(database.sql, { tenantId });
  expect(await look(tenantId)).toEqual({
    scriptId,
    hasSubscription: true,
    eventType: "shop.*",
    eventId: expect.any(String),
    hasRun: false,
  });
  await pastRun(database.sql, { tenantId, scriptId, trigger: "test" });
  expect(await look(tenantId)).toMatchObject({ hasRun: false });
  await pastRun(database.sql, { tenantId, scriptId });
  expect(await look(tenantId)).toMatchObject({ hasRun: true });
  expect(await look(other)).toEqual(nothing);
});

test("a deleted script is none", async () => {
  const { id: tenantId } = await createTenant(database.sql);
  const scriptId = await createScript(database.sql, tenantId, "return 1");
  await database.sql`update scripts set deleted_at = now() where id = ${scriptId}`;
  expect(await look(tenantId)).toEqual(nothing);
});
