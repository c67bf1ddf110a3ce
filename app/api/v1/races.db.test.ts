import { afterAll, beforeAll, expect, test } from "vitest";
import { type Rest, setUpRest } from "#app/_testing/rest.ts";
import { seedDeath, seedDelivery, seedTenant } from "#app/_testing/seed.ts";
import { eventually } from "#db/testing/eventually.ts";

let rest: Rest;
beforeAll(async () => {
  rest = await setUpRest();
});
afterAll(() => rest.close());

async function deliveriesLeft(subscriptionId: string): Promise<number> {
  const rows = await rest.database.sql`
    select 1 from deliveries where subscription_id = ${subscriptionId}`;
  return rows.length;
}

test("a delivery that a router is making while its subscription is deleted is cancelled too", async () => {
  const { sql } = rest.database;
  const seed = await seedTenant(sql, rest.a.id);
  let deleted: Promise<unknown> | undefined;
  await sql.begin(async (router) => {
    const lock = `scriptbus:route:${rest.a.id}`;
    await router`select pg_advisory_xact_lock(hashtextextended(${lock}, 0))`;
    deleted = rest.send("DELETE", `/api/v1/subscriptions/${seed.subscriptionId}`);
    await waitForLock();
    await seedDelivery(router as unknown as typeof sql, { ...seed, tenantId: rest.a.id });
  });
  expect(await deleted).toMatchObject({ status: 204 });
  expect(await deliveriesLeft(seed.subscriptionId)).toBe(0);
});

test("a deletion does not wait long for a router: it is refused with a time to try again, and nothing is changed", async () => {
  const { sql } = rest.database;
  const seed = await seedTenant(sql, rest.a.id);
  const path = `/api/v1/subscriptions/${seed.subscriptionId}`;
  await sql.begin(async (router) => {
    const lock = `scriptbus:route:${rest.a.id}`;
    await router`select pg_advisory_xact_lock(hashtextextended(${lock}, 0))`;
    const refused = await rest.send("DELETE", path);
    expect(refused).toMatchObject({ status: 503, body: { code: "unavailable" } });
    expect(refused.body.detail).toContain("being routed");
  });
  expect((await rest.send("GET", path)).status).toBe(200);
  expect((await rest.send("DELETE", path)).status).toBe(204);
});

test("a replay beside the deletion of its subscription leaves no delivery that nobody runs", async () => {
  const { sql } = rest.database;
  for (let round = 0; round < 10; round += 1) {
    const seed = await seedTenant(sql, rest.a.id);
    const { letterId } = await seedDeath(sql, { ...seed, tenantId: rest.a.id });
    const body = { reason: "race" };
    const [replay, deletion] = await Promise.all([
      rest.send("POST", `/api/v1/dead-letters/${letterId}/replay`, { body }),
      rest.send("DELETE", `/api/v1/scripts/${seed.scriptId}?force=true`),
    ]);
    expect([202, 409]).toContain(replay.status);
    expect(deletion.status).toBe(204);
    expect(await deliveriesLeft(seed.subscriptionId)).toBe(0);
    const letter = await rest.send("GET", `/api/v1/dead-letters/${letterId}`);
    expect(letter.body.state).toBe("open");
  }
});

async function waitForLock(): Promise<void> {
  const look = () => rest.database.sql`
    select 1 from pg_locks where locktype = 'advisory' and not granted`;
  await eventually(look, (rows) => rows.length > 0);
}
