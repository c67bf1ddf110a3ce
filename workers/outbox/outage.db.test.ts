// A database that is away: nothing is lost, nothing is kept, and the relay goes on by itself.
import { afterAll, beforeAll, expect, test } from "vitest";
import { eventually } from "#db/testing/eventually.ts";
import { type OutboxWorld, openOutboxWorld, type TestRelay } from "./testing/outbox-world.ts";

let world: OutboxWorld;
let nameOf: { platform: string; data: string };
beforeAll(async () => {
  world = await openOutboxWorld();
  const platform = new URL(world.database.adminUrl).pathname.slice(1);
  nameOf = { platform, data: `${platform}_data` };
});
afterAll(() => world.close());

const relays = "%outbox relay";

/** For the relays alone: everybody else keeps the connections they have. */
async function takeAway(name: string): Promise<void> {
  await allowConnections(name, false);
  await world.database.sql`
    select pg_terminate_backend(pid, 5000) from pg_stat_activity
    where datname = ${name} and application_name like ${relays}`;
}

/** It has met the outage. */
async function missed({ warnings }: TestRelay): Promise<void> {
  await eventually(
    async () => warnings,
    (lines) => lines.length > 0,
  );
}

async function allowConnections(name: string, isAllowed: boolean): Promise<void> {
  // Of its own database nobody may say that.
  const sql = name === nameOf.data ? world.database.sql : world.admin;
  await sql.unsafe(`alter database ${name} allow_connections ${isAllowed}`);
}

test("it is away when the relay starts", async () => {
  const tenant = await world.createTenant();
  await tenant.owner`select scriptbus.emit_event('a.b', '1')`;
  await takeAway(nameOf.data);
  const relay = world.startRelay();
  await missed(relay);
  await allowConnections(nameOf.data, true);
  await world.drained();
  expect(await world.eventsOf(tenant.id)).toHaveLength(1);
  await relay.stop();
});

for (const side of ["data", "platform"] as const) {
  test(`the ${side} database goes away and comes back: the relay goes on, and hears again`, async () => {
    const tenant = await world.createTenant();
    const relay = world.startRelay();
    await tenant.owner`select scriptbus.emit_event('a.b', '1')`;
    await world.drained();
    await takeAway(nameOf[side]);
    await tenant.owner`select scriptbus.emit_event('a.b', '2')`;
    await missed(relay);
    await allowConnections(nameOf[side], true);
    await world.drained();
    expect((await world.eventsOf(tenant.id)).map(({ data }) => data)).toEqual(["1", "2"]);
    const listening = () => world.admin`
      select from pg_stat_activity
      where datname = ${nameOf.data} and application_name like ${relays} and query like 'listen %'`;
    await eventually(listening, (rows) => rows.length === 1);
    expect(await world.admin`select from scriptbus.outbox`).toEqual([]);
    await relay.stop();
  });
}
