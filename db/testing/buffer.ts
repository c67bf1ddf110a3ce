// Deliveries in the buffer and attempts at them, for the tests of claim, settle and leases.
import { randomUUID } from "node:crypto";
import type postgres from "postgres";
import type { Sql } from "#db/client.ts";
import { claimDeliveries } from "#db/repositories/claim.ts";
import { registerWorker } from "#db/repositories/leases.ts";
import type { ClaimedDelivery } from "#lib/deliveries/claimed-delivery.ts";
import { decideSettlement } from "#lib/deliveries/decide-settlement.ts";
import type { SettledAttempt } from "#lib/deliveries/settled-attempt.ts";
import type { RunResult } from "#lib/executions/run-result.ts";
import {
  createScript,
  createSubscription,
  createTenant,
  type SubscriptionFields,
} from "./fixtures.ts";

/** A tenant with one script and one subscription on `a.b`. */
export type Line = { tenantId: string; scriptId: string; subscriptionId: string };

export async function createLine(
  sql: postgres.Sql,
  {
    of,
    ...fields
  }: Partial<SubscriptionFields> & { of?: { tenantId: string; scriptId?: string } } = {},
): Promise<Line> {
  const tenantId = of?.tenantId ?? (await createTenant(sql)).id;
  const scriptId = of?.scriptId ?? (await createScript(sql, tenantId, "return 1;"));
  const target = { tenantId, scriptId, eventType: "a.b" };
  return { tenantId, scriptId, subscriptionId: await createSubscription(sql, target, fields) };
}

export type QueuedFields = {
  eventId?: string;
  state?: "waiting" | "ready" | "scheduled";
  priority?: number;
  gated?: boolean;
  orderingKey?: string | null;
  /** From now; negative for the past. */
  dueMs?: number;
  dataBytes?: number;
  maxAttempts?: number;
  attempts?: number;
  crashes?: number;
  deadLetterId?: string;
  replayId?: string;
};

/** One event and its delivery for each entry, older ones first; resolves with the delivery ids. */
export async function queue(
  sql: postgres.Sql,
  line: Line,
  entries: readonly QueuedFields[],
): Promise<string[]> {
  const rows = entries.map((entry, n) => ({
    event_id: entry.eventId ?? null,
    state: entry.state ?? "ready",
    priority: entry.priority ?? 100,
    gated: entry.gated ?? false,
    ordering_key: entry.orderingKey ?? null,
    due_ms: entry.dueMs ?? -1_000,
    data_bytes: entry.dataBytes ?? 2,
    max_attempts: entry.maxAttempts ?? 4,
    attempts: entry.attempts ?? 0,
    crashes: entry.crashes ?? 0,
    dead_letter_id: entry.deadLetterId ?? null,
    replay_id: entry.replayId ?? null,
    n,
  }));
  const made = await sql<{ id: string }[]>`
    with input as materialized (
      select coalesce(i.event_id, uuidv7()) as id, i.* from json_to_recordset(${JSON.stringify(rows)}::text::json) as i (
        event_id uuid, state text, priority int, gated boolean, ordering_key text, due_ms float8, data_bytes int,
        max_attempts int, attempts int, crashes int, dead_letter_id uuid, replay_id uuid, n int)
    ), stored as (
      insert into events (id, tenant_id, type, source, "time", correlation_id, data)
      select id, ${line.tenantId}, 'a.b', 'test', now(), id, json_build_object('n', n) from input where event_id is null order by n
      returning id, seq
    ), known as (
      select id, seq from stored union all
      select distinct e.id, e.seq from events e join input i on i.event_id = e.id
    )
    insert into deliveries (tenant_id, event_id, event_type, event_seq, subscription_id, script_id, state, priority, attempts,
      max_attempts, crashes, due_at, ordering_key, data_bytes, gated, idempotency_key, dead_letter_id, replay_id)
    select ${line.tenantId}, i.id, 'a.b', s.seq, ${line.subscriptionId}, ${line.scriptId}, i.state, i.priority, i.attempts,
      i.max_attempts, i.crashes, now() + make_interval(secs => i.due_ms / 1000), i.ordering_key, i.data_bytes, i.gated,
      i.id::text, i.dead_letter_id, i.replay_id
    from input i join known s on s.id = i.id order by i.n
    returning id`;
  return made.map(({ id }) => id);
}

/** A worker whose heart beats now. */
export async function createWorker(sql: Sql): Promise<string> {
  const id = randomUUID();
  await registerWorker(sql, id, "http://test");
  return id;
}

export type ClaimFields = {
  limit?: number;
  caps?: Iterable<[string, number]>;
  defaultCap?: number;
  exceptTenants?: readonly string[];
};

export function claim(
  sql: Sql,
  workerId: string,
  { limit = 500, caps = [], defaultCap = 500, exceptTenants = [] }: ClaimFields = {},
): Promise<ClaimedDelivery[]> {
  return claimDeliveries(sql, {
    workerId,
    limit,
    scriptCaps: new Map(caps),
    defaultCap,
    exceptTenants,
  });
}

/** An attempt at a claimed delivery that ended as `fields` say; a success without them. */
export function attemptAt(
  delivery: ClaimedDelivery,
  fields: Partial<RunResult> = {},
): SettledAttempt {
  const result: RunResult = {
    executionId: delivery.executionId,
    outcome: "succeeded",
    uncharged: false,
    startedAt: new Date().toISOString(),
    durationMs: 1,
    cpuMs: 1,
    peakHeapBytes: null,
    error: null,
    retry: { kind: "default" },
    resultJson: null,
    logs: [],
    effects: [],
    emitted: [],
    ...fields,
  };
  return { delivery, result, settlement: decideSettlement(delivery, result, 0.5), queueWaitMs: 0 };
}

export const failure: Partial<RunResult> = {
  outcome: "failed",
  error: { name: "TypeError", message: "broken", line: 1, column: 2 },
};

/** Statements in this database that wait for another's lock. */
export async function countLockWaits(sql: postgres.Sql): Promise<number> {
  const rows = await sql`
    select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
  return rows.length;
}
