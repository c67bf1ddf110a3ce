// One row of everything for a tenant, written as the database's owner: what the engine leaves behind in real life.
import { randomUUID } from "node:crypto";
import type postgres from "postgres";
import { createScript, createSubscription } from "#db/testing/fixtures.ts";

export type Seed = {
  scriptId: string;
  subscriptionId: string;
  eventId: string;
  eventType: string;
  /** Scheduled for its second attempt. */
  deliveryId: string;
  /** The closing execution of a delivery that died. */
  executionId: string;
  letterId: string;
  replayId: string;
};

export async function seedTenant(sql: postgres.Sql, tenantId: string): Promise<Seed> {
  const eventType = `seed.happened.x${randomUUID().slice(0, 8)}`;
  const scriptId = await createScript(sql, tenantId, "return 1");
  const subscriptionId = await createSubscription(sql, { tenantId, scriptId, eventType });
  const eventId = await seedEvent(sql, { tenantId, type: eventType });
  const of = { tenantId, scriptId, subscriptionId, eventId, eventType };
  const deliveryId = await seedDelivery(sql, of, { state: "scheduled", attempts: 1 });
  const { executionId, letterId } = await seedDeath(sql, of);
  const replayId = await seedReplay(sql, tenantId);
  return {
    scriptId,
    subscriptionId,
    eventId,
    eventType,
    deliveryId,
    executionId,
    letterId,
    replayId,
  };
}

/** Already routed. */
export async function seedEvent(
  sql: postgres.Sql,
  { tenantId, type, data = '{"n":1}' }: { tenantId: string; type: string; data?: string },
): Promise<string> {
  return idOf(sql`
    insert into events (tenant_id, type, source, "time", correlation_id, data)
    values (${tenantId}, ${type}, 'test', now(), ${randomUUID()}, ${data}::text::json) returning id`);
}

export type DeliveryOf = {
  tenantId: string;
  scriptId: string;
  subscriptionId: string;
  eventId: string;
  eventType: string;
};

export type DeliveryFields = {
  state: "waiting" | "ready" | "scheduled" | "running";
  attempts: number;
  priority: number;
  gated: boolean;
};

export async function seedDelivery(
  sql: postgres.Sql,
  of: DeliveryOf,
  fields: Partial<DeliveryFields> = {},
): Promise<string> {
  const { state = "ready", attempts = 0, priority = 100, gated = false } = fields;
  const running = state === "running";
  return idOf(sql`
    insert into deliveries (tenant_id, event_id, event_type, event_seq, subscription_id, script_id, state, priority,
      attempts, max_attempts, due_at, data_bytes, gated, idempotency_key, execution_id, claimed_at)
    values (${of.tenantId}, ${of.eventId}, ${of.eventType}, 1, ${of.subscriptionId}, ${of.scriptId}, ${state},
      ${priority}, ${attempts}, 4, now() + make_interval(hours => ${state === "scheduled" ? 1 : 0}), 7, ${gated},
      ${randomUUID()}, case when ${running} then uuidv7() end, case when ${running} then now() end)
    returning id`);
}

/** A delivery that used up its attempts: its closing execution with a log line, and its open letter. */
export async function seedDeath(
  sql: postgres.Sql,
  of: DeliveryOf,
  { message = "no such customer" } = {},
): Promise<{ executionId: string; letterId: string; deliveryId: string }> {
  const deliveryId = randomUUID();
  const error = JSON.stringify({ name: "Error", message, line: 1, column: 7 });
  const executionId = await idOf(sql`
    insert into executions (tenant_id, delivery_id, event_id, event_type, subscription_id, script_id, version, trigger,
      attempt, status, started_at, finished_at, duration_ms, error, delivery_state, attempts, max_attempts, priority,
      delivery_created_at)
    values (${of.tenantId}, ${deliveryId}, ${of.eventId}, ${of.eventType}, ${of.subscriptionId}, ${of.scriptId}, 1,
      'event', 4, 'failed', now(), now(), 2.5, ${error}::text::jsonb, 'dead', 4, 4, 100, now())
    returning id`);
  await sql`
    insert into execution_logs (execution_id, tenant_id, chunk, lines)
    values (${executionId}, ${of.tenantId}, 0,
      ${JSON.stringify([{ at: "2026-11-23T00:00:00.000Z", level: "info", message: "hello" }])}::text::json)`;
  const letterId = await idOf(sql`
    insert into dead_letters (tenant_id, delivery_id, event_id, event_type, subscription_id, script_id, version, state,
      attempts, max_attempts, priority, idempotency_key, fingerprint, error, data)
    select ${of.tenantId}, ${deliveryId}, ${of.eventId}, ${of.eventType}, ${of.subscriptionId}, ${of.scriptId}, 1, 'open',
      4, 4, 100, ${deliveryId}, ${message.slice(0, 16)}, ${JSON.stringify({ name: "Error", message })}::text::jsonb, e.data
    from events e where e.id = ${of.eventId}
    returning id`);
  return { executionId, letterId, deliveryId };
}

function seedReplay(sql: postgres.Sql, tenantId: string): Promise<string> {
  return idOf(sql`
    insert into replays (tenant_id, state, total, rate_per_second, dry_run, reason, actor, selection)
    values (${tenantId}, 'done', 1, 5, false, 'because', 'test', '{}') returning id`);
}

async function idOf(query: PromiseLike<postgres.RowList<postgres.Row[]>>): Promise<string> {
  const [row] = await query;
  if (!row) throw new Error("no row was returned");
  return String(row["id"]);
}
