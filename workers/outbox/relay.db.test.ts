// Committed rows of the outbox become events, once, in their order, and none holds up another.
import { afterAll, beforeAll, expect, test } from "vitest";
import { eventually } from "#db/testing/eventually.ts";
import type { DataTenant } from "#db/testing/tenant-logins.ts";
import { type OutboxWorld, openOutboxWorld } from "./testing/outbox-world.ts";

let world: OutboxWorld;
beforeAll(async () => {
  world = await openOutboxWorld();
});
afterAll(() => world.close());

const emit = (tenant: DataTenant, n: number) =>
  tenant.owner`select scriptbus.emit_event('a.b', ${JSON.stringify({ n })}::text)`;

const numbersOf = async (tenant: DataTenant) =>
  (await world.eventsOf(tenant.id)).map(({ data }) => (JSON.parse(data) as { n: number }).n);

test("a committed row becomes an event with its envelope, and a rolled-back one none", async () => {
  const tenant = await world.createTenant();
  let announced = 0;
  const relay = world.startRelay(() => {
    announced += 1;
  });
  await tenant.owner
    .begin(async (tx) => {
      await tx`select scriptbus.emit_event('a.b', '{"n": 0}')`;
      throw new Error("no");
    })
    .catch(() => {});
  const [row] = await tenant.owner<{ id: string }[]>`
    select scriptbus.emit_event('a.b', '{"n": 1.50}', subject => 's', source => 'shop',
      "time" => '2026-01-02T03:04:05.678Z') as id`;
  await world.drained();
  const [event, ...more] = await world.eventsOf(tenant.id);
  expect(more).toEqual([]);
  expect(event).toMatchObject({
    type: "a.b",
    source: "shop",
    subject: "s",
    externalId: row?.id,
    causationId: null,
    hop: 0,
    path: [],
    data: '{"n": 1.50}',
  });
  expect(event?.correlationId).toBe(event?.id);
  const [stored] = await world.database.sql`
    select "time" from events join unrouted_events on event_id = id where id = ${event?.id ?? null}`;
  expect(stored?.["time"]).toEqual(new Date("2026-01-02T03:04:05.678Z"));
  expect(announced).toBeGreaterThan(0);
  await relay.stop();
});

test("what a script's statement writes goes on in the chain of its run", async () => {
  const tenant = await world.createTenant();
  const chain = {
    executionId: "0197a000-0000-7000-8000-000000000001",
    correlationId: "0197a000-0000-7000-8000-000000000002",
    hop: 2,
    path: ["0197a000-0000-7000-8000-000000000003", "0197a000-0000-7000-8000-000000000004"],
  };
  await tenant.script.begin(async (tx) => {
    await tx.unsafe(`set local scriptbus.chain = '${JSON.stringify(chain)}'`);
    await tx`select scriptbus.emit_event('a.b', '1')`;
  });
  const relay = world.startRelay();
  await world.drained();
  expect(await world.eventsOf(tenant.id)).toMatchObject([
    {
      causationId: chain.executionId,
      correlationId: chain.correlationId,
      hop: 3,
      path: chain.path,
    },
  ]);
  await relay.stop();
});

test("a transaction that commits late is not skipped", async () => {
  const tenant = await world.createTenant();
  const neighbour = await world.createTenant();
  const relay = world.startRelay();
  await tenant.owner.begin(async (tx) => {
    await tx`select scriptbus.emit_event('a.b', '{"n": 1}')`;
    await tenant.script`select scriptbus.emit_event('a.b', '{"n": 2}')`;
    await emit(neighbour, 3);
    await world.drained();
    expect(await numbersOf(tenant)).toEqual([2]);
  });
  await world.drained();
  expect(await numbersOf(tenant)).toEqual([2, 1]);
  expect(await numbersOf(neighbour)).toEqual([3]);
  await relay.stop();
});

test("a row that somebody holds holds up no other", async () => {
  const tenant = await world.createTenant();
  await emit(tenant, 1);
  const relay = await world.admin.begin(async (tx) => {
    await tx`select from scriptbus.outbox where tenant_id = ${tenant.id} for update`;
    const started = world.startRelay();
    await emit(tenant, 2);
    await eventually(
      () => numbersOf(tenant),
      (numbers) => numbers.includes(2),
    );
    return started;
  });
  await world.drained();
  expect(await numbersOf(tenant)).toEqual([2, 1]);
  await relay.stop();
});

test("three relays move each row once, and a tenant's rows in their order", async () => {
  const tenants = [await world.createTenant(), await world.createTenant()];
  const relays = [world.startRelay(), world.startRelay(), world.startRelay()];
  await Promise.all(
    tenants.map(async ({ owner }) => {
      for (let batch = 0; batch < 10; batch += 1) {
        await owner`
          select scriptbus.emit_event('a.b', jsonb_build_object('n', ${batch * 300}::int + i))
          from generate_series(0, 299) i`;
      }
    }),
  );
  await world.drained();
  for (const tenant of tenants) {
    expect(await numbersOf(tenant)).toEqual(Array.from({ length: 3_000 }, (_, n) => n));
  }
  await Promise.all(relays.map((relay) => relay.stop()));
});

test("a tenant with 100,000 queued rows holds up another's single row for less than a second", async () => {
  const [busy, calm] = [await world.createTenant(), await world.createTenant()];
  await world.admin`
    insert into scriptbus.outbox (tenant_id, type, data, source, data_bytes)
    select ${busy.id}, 'a.b', '{"n": 0}', 'test', 8 from generate_series(1, 100000)`;
  const relay = world.startRelay();
  await eventually(
    () => numbersOf(busy),
    (numbers) => numbers.length > 0,
  );
  const begin = performance.now();
  await emit(calm, 1);
  await eventually(
    () => numbersOf(calm),
    (numbers) => numbers.length === 1,
  );
  expect(performance.now() - begin).toBeLessThan(1_000);
  const [left] = await world.admin`
    select count(*)::int as count from scriptbus.outbox where tenant_id = ${busy.id}`;
  expect(left?.["count"]).toBeGreaterThan(50_000);
  await relay.stop();
});
