import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openSql, type Sql } from "#db/client.ts";
import {
  createScript,
  createSubscription,
  createTenant,
  type TestTenant,
} from "#db/testing/fixtures.ts";
import { createTestDatabase, type TestDatabase } from "#db/testing/test-database.ts";

/** The table that the application's role cannot even read. */
const workersOwn = "outbox_receipts";

let database: TestDatabase;
let app: Sql;
let a: TestTenant;
let b: TestTenant;
let tables: string[];
beforeAll(async () => {
  database = await createTestDatabase();
  app = openSql(database.appUrl, { max: 1, applicationName: "test" });
  a = await createTenant(database.sql);
  b = await createTenant(database.sql);
  for (const { id } of [a, b]) await fillEveryTable(id);
  const rows = await database.sql<{ name: string }[]>`
    select c.relname as name from pg_class c join pg_attribute t on t.attrelid = c.oid and t.attname = 'tenant_id'
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
      and c.relname <> ${workersOwn} order by 1`;
  tables = rows.map((row) => row.name);
});
afterAll(async () => {
  await app.end({ timeout: 5 });
  await database.close();
});

async function fillEveryTable(tenantId: string): Promise<void> {
  const { sql } = database;
  const scriptId = await createScript(sql, tenantId, "return 1");
  await createSubscription(sql, { tenantId, scriptId, eventType: "a.b" });
  await sql`
    with e as (
      insert into events (tenant_id, type, source, "time", correlation_id, data)
      values (${tenantId}, 'a.b', 'test', now(), uuidv7(), '{}') returning id
    ), x as (
      insert into executions (tenant_id, script_id, version, trigger, attempt, status, started_at, finished_at, duration_ms)
      values (${tenantId}, ${scriptId}, 1, 'event', 1, 'failed', now(), now(), 1) returning id
    ), l as (
      insert into execution_logs (execution_id, tenant_id, chunk, lines) select id, ${tenantId}, 0, '[]' from x
    ), rl as (
      insert into running_logs (execution_id, tenant_id, lines) select id, ${tenantId}, '[]' from x
    ), ee as (
      insert into execution_effects (execution_id, tenant_id, effects) select id, ${tenantId}, '[]' from x
    ), ce as (
      insert into cache_entries (tenant_id, key, value, bytes) values (${tenantId}, 'k', '1', 2)
    ), sk as (
      insert into secret_keys (generation, wrapped)
      select coalesce(max(generation), 0) + 1, '\\x00' from secret_keys returning generation
    ), se as (
      insert into secrets (tenant_id, name, key_generation, sealed) select ${tenantId}, 'S', generation, '\\x00' from sk
    ), so as (
      insert into sms_outbox (tenant_id, execution_id, script_id, recipient, message, provider, state)
      select ${tenantId}, id, ${scriptId}, '+1', 'm', 'outbox', 'kept' from x
    ), u as (
      insert into unrouted_events (event_id, tenant_id, seq) select id, ${tenantId}, 1 from e
    ), s as (
      insert into event_skips (event_id, tenant_id, reason) select id, ${tenantId}, 'no_subscriber' from e
    ), k as (
      insert into event_keys (tenant_id, source, external_id, event_id, expires_at)
      select ${tenantId}, 'test', 'x', id, now() from e
    ), g as (
      insert into event_gates (event_id, tenant_id, open_priority, remaining) select id, ${tenantId}, 0, 1 from e
    ), t as (
      insert into event_types (tenant_id, name) values (${tenantId}, 'a.b')
    ), d as (
      insert into deliveries (tenant_id, event_id, event_type, event_seq, subscription_id, script_id, state, priority,
        max_attempts, data_bytes, idempotency_key)
      select ${tenantId}, id, 'a.b', 1, uuidv7(), ${scriptId}, 'ready', 1, 1, 2, 'k' from e
    ), dl as (
      insert into dead_letters (tenant_id, delivery_id, event_id, event_type, subscription_id, script_id, version, state,
        attempts, max_attempts, priority, idempotency_key, fingerprint, error, data)
      select ${tenantId}, uuidv7(), id, 'a.b', uuidv7(), ${scriptId}, 1, 'open', 1, 1, 1, 'k', 'f', '{}', '{}' from e
    ), r as (
      insert into replays (tenant_id, state, total, rate_per_second, dry_run, reason, actor, selection)
      values (${tenantId}, 'done', 1, 5, false, 'r', 'test', '{}')
    ), al as (
      insert into audit_log (tenant_id, seq, actor, action, target, details, hash)
      values (${tenantId}, 1, 'test', 'a', 't', '{}', '\\x00')
    ), m as (
      insert into users (email, name, password_hash) values (${`${tenantId}@example.com`}, 'x', 'x') returning id
    ), ms as (
      insert into memberships (tenant_id, user_id, role) select ${tenantId}, id, 'viewer' from m
    )
    insert into audit_heads (chain, tenant_id, seq, hash) values (${tenantId}, ${tenantId}, 1, '\\x00')`;
}

/** How many rows of each table the application's role sees. */
async function rowsSeen(tenantId: string | null, where: string | null = null) {
  return app.begin(async (tx) => {
    if (tenantId !== null) await tx`select set_config('app.tenant_id', ${tenantId}, true)`;
    const counts: [string, number][] = [];
    for (const name of tables) {
      const of = where === null ? tx`` : tx`where tenant_id = ${where}`;
      const [row] = await tx<{ n: number }[]>`select count(*)::int as n from ${tx(name)} ${of}`;
      counts.push([name, row?.n ?? -1]);
    }
    return counts;
  });
}

describe("the application's role", () => {
  test("sees no row of any table when a caller forgets its tenant", async () => {
    expect(tables.length).toBeGreaterThan(15);
    expect(await rowsSeen(null)).toEqual(tables.map((name) => [name, 0]));
    expect(await app`select 1 from tenants`).toHaveLength(0);
    expect(await app`select id from users`).toHaveLength(0);
  });

  test("sees its tenant's rows and no others, even when it asks for them", async () => {
    for (const [name, count] of await rowsSeen(a.id))
      expect([name, count > 0]).toEqual([name, true]);
    expect(await rowsSeen(a.id, b.id)).toEqual(tables.map((name) => [name, 0]));
  });

  test("cannot read what is the worker's own", async () => {
    await expect(app`select 1 from ${app(workersOwn)}`).rejects.toThrow(/permission denied/);
  });

  test("cannot write a row for another tenant", async () => {
    const write = app.begin(async (tx) => {
      await tx`select set_config('app.tenant_id', ${a.id}, true)`;
      await tx`insert into event_types (tenant_id, name) values (${b.id}, 'spoofed')`;
    });
    await expect(write).rejects.toThrow(/row-level security/);
  });

  test("cannot change what happened", async () => {
    for (const name of ["events", "executions", "execution_logs", "event_skips", "audit_log"]) {
      await expect(app`delete from ${app(name)}`).rejects.toThrow(/permission denied/);
      await expect(app`update ${app(name)} set tenant_id = null`).rejects.toThrow(
        /permission denied/,
      );
    }
    await expect(app`select password_hash from users`).rejects.toThrow(/permission denied/);
  });

  test("reaches no partition around its table", async () => {
    const [partition] = await database.sql<{ name: string }[]>`
      select relname as name from pg_class where relnamespace = 'partitions'::regnamespace and relkind = 'r' limit 1`;
    const read = app`select 1 from partitions.${app(partition?.name ?? "")}`;
    await expect(read).rejects.toThrow(/permission denied/);
  });
});
