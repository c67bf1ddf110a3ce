import { test } from "vitest";
import { inTenant, openDatabase } from "#db/client.ts";
import { createScript, createTenant } from "#db/testing/fixtures.ts";
import { createTestDatabase } from "#db/testing/test-database.ts";
import { systemActor } from "#lib/tenancy/system-actor.ts";
import { readOverview } from "./overview.ts";
import { readEventMinutes, readRunMinutes } from "./overview-hour.ts";
import { readFailingScripts } from "./overview-failing.ts";
import { readQueue } from "./overview-queue.ts";

test("measure", async () => {
  const database = await createTestDatabase();
  const app = openDatabase(database.appUrl, { max: 2, applicationName: "m" });
  const tenantId = (await createTenant(database.sql)).id;
  const scriptId = await createScript(database.sql, tenantId, "return 1");
  await database.sql`insert into events (id, tenant_id, type, source, "time", correlation_id, data)
    select (left(uuid_at(now() - make_interval(secs => n * 0.02))::text, 14) || right(gen_random_uuid()::text, 22))::uuid, ${tenantId}, 'a.b', 'test', now(), uuidv7(), json_build_object('x', repeat('y', 500)) from generate_series(1, 150000) n order by n desc`;
  await database.sql`insert into executions (id, tenant_id, delivery_id, event_id, script_id, version, trigger, attempt, status, started_at, finished_at, duration_ms, error, delivery_state)
    select (left(uuid_at(now() - make_interval(secs => n * 0.02))::text, 14) || right(gen_random_uuid()::text, 22))::uuid, ${tenantId}, uuidv7(), uuidv7(), ${scriptId}, 1, 'event', 1, case when n % 10 = 0 then 'failed' else 'succeeded' end, now(), now(), random()*20, case when n % 10 = 0 then '{"name":"Error","message":"x"}'::jsonb end, 'succeeded' from generate_series(1, 150000) n order by n desc`;
  await database.sql`insert into deliveries (tenant_id, event_id, event_type, event_seq, subscription_id, script_id, state, priority, max_attempts, data_bytes, idempotency_key)
    select ${tenantId}, uuidv7(), 'a.b', 1, uuidv7(), ${scriptId}, 'ready', 1, 1, 2, 'k' from generate_series(1, 150000)`;
  await database.sql`vacuum analyze events`; await database.sql`vacuum analyze executions`; await database.sql`vacuum analyze deliveries`;
  const actor = systemActor("t", tenantId);
  const time = async (name: string, f: (tx: any) => Promise<unknown>) => {
    for (let i = 0; i < 3; i++) { const t = performance.now(); await inTenant(app.db, tenantId, f); process.stdout.write(`${name} ${(performance.now() - t).toFixed(1)}\n`); }
  };
  const at = new Date().toISOString();
  await time("events", (tx) => readEventMinutes(tx, actor, { at, bound: 100000 }));
  await time("runs", (tx) => readRunMinutes(tx, actor, { at, bound: 100000 }));
  await time("failing", (tx) => readFailingScripts(tx, actor, 100000));
  await time("queue", (tx) => readQueue(tx, actor, 100000));
  await time("all", (tx) => readOverview(tx, actor));
  await time("all10k", (tx) => readOverview(tx, actor, 10000));
  await app.close(); await database.close();
}, 120000);
