// A row that cannot be an event is kept with the reason, and its neighbours go on.
import { afterAll, beforeAll, expect, test } from "vitest";
import { discardKeptRow, listKeptRows, retryKeptRows } from "#db/repositories/outbox-rows.ts";
import type { DataTenant } from "#db/testing/tenant-logins.ts";
import { type OutboxWorld, openOutboxWorld } from "./testing/outbox-world.ts";

let world: OutboxWorld;
beforeAll(async () => {
  world = await openOutboxWorld();
  world.startRelay();
});
afterAll(() => world.close());

const nested = `${"[".repeat(33)}${"]".repeat(33)}`;
const wide = JSON.stringify(Object.fromEntries(Array.from({ length: 5_001 }, (_, n) => [n, 0])));

/** Data, other arguments, then what the reason says. */
const poisons: [string, { subject?: string; source?: string; time?: string }, RegExp][] = [
  [JSON.stringify("x".repeat(262_144)), {}, /payload has \d+ bytes; this tenant's limit is 262144/],
  [nested, {}, /nested 33 deep; at most 32/],
  [wide, {}, /5001 keys; at most 5000/],
  ["1e400", {}, /The number 1000.* is too large/],
  ["1", { subject: "" }, /subject/],
  ["2", { subject: "s".repeat(513) }, /subject/],
  ["3", { source: "s".repeat(513) }, /source/],
  ["4", { time: "infinity" }, /time/],
  ["5", { time: "0044-03-15 12:00:00+00 BC" }, /time/],
];

const emit = (
  tenant: DataTenant,
  data: string,
  { subject, source, time }: { subject?: string; source?: string; time?: string } = {},
) => tenant.owner`
  select scriptbus.emit_event('a.b', ${data}::text, subject => ${subject ?? null}::text,
    source => ${source ?? null}::text, "time" => ${time ?? null}::text::timestamptz)`;

test("rows that the door would refuse are quarantined with its reason, between neighbours that go on", async () => {
  const tenant = await world.createTenant();
  for (const [index, [data, fields]] of poisons.entries()) {
    await emit(tenant, `"good ${index}"`);
    await emit(tenant, data, fields);
  }
  await world.drained();
  expect((await world.eventsOf(tenant.id)).map(({ data }) => data)).toEqual(
    poisons.map((_, index) => `"good ${index}"`),
  );
  const { items } = await listKeptRows(world.data, tenant.id, { limit: 50 });
  expect(items.map(({ state }) => state)).toEqual(poisons.map(() => "quarantined"));
  for (const [index, { reason }] of items.reverse().entries()) {
    expect(reason).toMatch(poisons[index]?.[2] ?? /^$/);
  }
});

test("an event that would be the eleventh of its chain is refused by the loop guard, the tenth is not", async () => {
  const tenant = await world.createTenant();
  for (const hop of [9, 10]) {
    await tenant.script.begin(async (tx) => {
      await tx.unsafe(`set local scriptbus.chain = '{"hop": ${hop}}'`);
      await tx`select scriptbus.emit_event('a.b', ${`${hop}`}::text)`;
    });
  }
  await world.drained();
  expect(await world.eventsOf(tenant.id)).toMatchObject([{ data: "9", hop: 10 }]);
  const { items } = await listKeptRows(world.data, tenant.id, { limit: 50 });
  expect(items).toMatchObject([{ state: "refused", hop: 11, dataStart: "10" }]);
  expect(items[0]?.reason).toContain("loop guard");
});

test("a row of a tenant that the platform does not know is quarantined", async () => {
  const tenantId = "0197a000-0000-7000-8000-0000000000aa";
  await world.admin`
    insert into scriptbus.outbox (tenant_id, type, data, source, data_bytes) values (${tenantId}, 'a.b', '1', 'sql', 1)`;
  await world.drained();
  const { items } = await listKeptRows(world.data, tenantId, { limit: 50 });
  expect(items).toMatchObject([{ state: "quarantined", reason: "The tenant is not known" }]);
  expect(await world.eventsOf(tenantId)).toEqual([]);
});

test("a row whose data nobody foresaw is found by halves, and none of its neighbours is kept or moved twice", async () => {
  const { sql } = world.database;
  await sql.unsafe(`
    create function refuse_poison() returns trigger language plpgsql as $$
    begin
      if new.data::text like '%poison%' then raise exception 'not this one' using errcode = '22P05'; end if;
      return new;
    end $$;
    create trigger refuse_poison before insert on events for each row execute function refuse_poison()`);
  const tenant = await world.createTenant();
  const neighbour = await world.createTenant();
  await tenant.owner`
    select scriptbus.emit_event('a.b', case when i in (100, 250) then '"poison"' else to_jsonb(i) end)
    from generate_series(0, 299) i`;
  await emit(neighbour, "1");
  await world.drained();
  await sql`drop trigger refuse_poison on events`;
  const expected = Array.from({ length: 300 }, (_, n) => `${n}`);
  expect((await world.eventsOf(tenant.id)).map(({ data }) => data)).toEqual(
    expected.filter((n) => n !== "100" && n !== "250"),
  );
  expect(await world.eventsOf(neighbour.id)).toHaveLength(1);
  const { items } = await listKeptRows(world.data, tenant.id, { limit: 50 });
  expect(items).toHaveLength(2);
  expect(items[0]).toMatchObject({
    state: "quarantined",
    reason: "The event cannot be stored: not this one",
  });

  expect(
    await retryKeptRows(
      world.data,
      tenant.id,
      items.map(({ id }) => id),
    ),
  ).toBe(2);
  await world.drained();
  expect(await world.eventsOf(tenant.id)).toHaveLength(300);
});

test("kept rows are listed page by page, tried again and discarded, and only by their own tenant", async () => {
  const [tenant, other] = [await world.createTenant(), await world.createTenant()];
  for (const each of [tenant, tenant, tenant, other]) await emit(each, nested);
  await world.drained();
  const page = await listKeptRows(world.data, tenant.id, { limit: 2 });
  const last = await listKeptRows(world.data, tenant.id, {
    limit: 2,
    cursor: Buffer.from(page.nextCursor ?? "", "base64url").toString(),
  });
  expect([page.items.length, last.items.length, last.nextCursor]).toEqual([2, 1, null]);
  const [foreign] = (await listKeptRows(world.data, other.id, { limit: 2 })).items;
  const [own] = page.items;
  if (!foreign || !own) throw new Error("nothing is kept");

  expect(await discardKeptRow(world.data, tenant.id, foreign.id)).toBe(false);
  expect(await retryKeptRows(world.data, tenant.id, [foreign.id])).toBe(0);
  expect((await listKeptRows(world.data, other.id, { limit: 2 })).items).toEqual([foreign]);

  expect(await discardKeptRow(world.data, tenant.id, own.id)).toBe(true);
  expect(await discardKeptRow(world.data, tenant.id, own.id)).toBe(false);
  expect((await listKeptRows(world.data, tenant.id, { limit: 50 })).items).toHaveLength(2);
});
