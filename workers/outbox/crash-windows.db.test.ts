// Between any two commits of a turn either connection may die, and a relay may stand still while others go on.
import { pino } from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openSql, type Sql } from "#db/client.ts";
import { dataUrl } from "#db/data/data-url.ts";
import { eventually } from "#db/testing/eventually.ts";
import type { DataTenant } from "#db/testing/tenant-logins.ts";
import { createReceiptsService } from "./receipts.service.ts";
import { firstTenant, relayPass } from "./relay-pass.ts";
import { cutConnectionsAt, type FaultPlace } from "./testing/faults.ts";
import { type OutboxWorld, openOutboxWorld } from "./testing/outbox-world.ts";

let world: OutboxWorld;
let platform: Sql;
beforeAll(async () => {
  world = await openOutboxWorld();
  platform = openSql(world.database.workerUrl, { max: 1, applicationName: "test janitor" });
});
afterAll(async () => {
  await platform.end({ timeout: 5 });
  await world.close();
});

const three = (tenant: DataTenant) =>
  tenant.owner`select scriptbus.emit_event('a.b', to_jsonb(i)) from generate_series(1, 3) i`;

const dataOf = async (tenant: DataTenant) =>
  (await world.eventsOf(tenant.id)).map(({ data }) => data);

const receipts = () => world.database.sql`select row_id from outbox_receipts`;

const outbox = "scriptbus.outbox";
const windows: [string, FaultPlace][] = [
  ["the receipts are written", { table: "outbox_receipts", on: "insert", when: "statement" }],
  ["the events are committed", { table: "outbox_receipts", on: "insert", when: "commit" }],
  ["the rows are deleted", { table: outbox, on: "delete", when: "statement" }],
  ["the deletion is committed", { table: outbox, on: "delete", when: "commit" }],
];
for (const [name, place] of windows) {
  test(`the connection is lost when ${name}: each row becomes one event`, async () => {
    const tenant = await world.createTenant();
    const admin = place.table === outbox ? world.admin : world.database.sql;
    const fault = await cutConnectionsAt(admin, place);
    await three(tenant);
    const relay = world.startRelay();
    await fault.met();
    await fault.lift();
    await world.drained();
    expect(await dataOf(tenant)).toEqual(["1", "2", "3"]);
    await relay.stop();
  });
}

test("receipts that are left behind go after an hour, and none before its row", async () => {
  const { sql } = world.database;
  const tenant = await world.createTenant();
  const fault = await cutConnectionsAt(sql, {
    table: "outbox_receipts",
    on: "delete",
    when: "statement",
  });
  await three(tenant);
  const relay = world.startRelay();
  await fault.met();
  await relay.stop();
  await fault.lift();
  expect(await receipts()).toHaveLength(3);
  expect(await dataOf(tenant)).toEqual(["1", "2", "3"]);

  const [there] = await tenant.owner`select scriptbus.emit_event('a.b', '4') as id`;
  const rowId: string = there?.["id"];
  const [young] = await sql`select row_id from outbox_receipts limit 1`;
  await sql`insert into outbox_receipts (row_id, tenant_id) values (${rowId}, ${tenant.id})`;
  await sql`
    update outbox_receipts set relayed_at = now() - interval '61 minutes'
    where row_id <> ${young?.["row_id"]}`;
  const janitor = createReceiptsService({
    data: world.data,
    platform,
    log: pino({ level: "silent" }),
  });
  janitor.start();
  const left = await eventually(receipts, (rows) => rows.length < 4);
  await janitor.stop();
  expect(left.map((row) => row["row_id"]).sort()).toEqual([rowId, young?.["row_id"]].sort());
  await sql`delete from outbox_receipts`;
  await world.admin`delete from scriptbus.outbox`;
});

test("a relay that stands still and loses its rows writes no event of what another has moved", async () => {
  const { sql } = world.database;
  const [tenant, neighbour] = [await world.createTenant(), await world.createTenant()];
  // The first that comes to write receipts stops there.
  await sql.unsafe(`
    create sequence comers;
    create function stand_still() returns trigger language plpgsql security definer as $$
    begin
      if nextval('comers') = 1 then perform pg_advisory_xact_lock(42); end if;
      return null;
    end $$;
    create trigger stand_still before insert on outbox_receipts for each statement execute function stand_still()`);
  const holder = openSql(world.database.adminUrl, { max: 1, applicationName: "test holder" });
  await holder`select pg_advisory_lock(42)`;
  await three(tenant);
  const data = openSql(dataUrl(world.database.workerUrl), { max: 1, applicationName: "standing" });
  const first = relayPass({ data, platform, maxRows: 500, after: firstTenant });
  const firstFails = expect(first).rejects.toThrow();
  await eventually(
    () => sql`select from comers where is_called`,
    (rows) => rows.length > 0,
  );
  // It holds the rows in the other database; that hold is taken from it.
  await world.admin`
    select pg_terminate_backend(pid, 5000) from pg_stat_activity where application_name = 'standing'`;
  await firstFails;
  await three(neighbour);
  const second = world.startRelay();
  await eventually(
    () => dataOf(neighbour),
    (events) => events.length === 3,
  );
  await eventually(receipts, (rows) => rows.length === 0);
  await holder`select pg_advisory_unlock(42)`;
  // Comes through when the first one's transaction has ended.
  await platform`select 1`;
  await world.drained();
  expect(await dataOf(tenant)).toEqual(["1", "2", "3"]);
  expect(await dataOf(neighbour)).toEqual(["1", "2", "3"]);
  await second.stop();
  await Promise.all([holder, data].map((each) => each.end({ timeout: 5 })));
  await sql`drop function stand_still cascade`;
});
