// The settle: what became of a batch of attempts, in one transaction. A result whose lease is no longer held
// (its execution id is not the delivery's any more) changes nothing.
import type { Sql, SqlTx } from "#db/client.ts";
import { isReplay } from "#lib/deliveries/claimed-delivery.ts";
import type { SettledAttempt } from "#lib/deliveries/settled-attempt.ts";
import { insertEmitted } from "./settle-emitted.ts";
import { settleLetters } from "./settle-letters.ts";

/** Resolves with the execution ids whose lease still held, and whether anything became ready. */
export async function settleAttempts(
  sql: Sql,
  attempts: readonly SettledAttempt[],
): Promise<{ settled: Set<string>; openedReady: boolean; emitted: number }> {
  return await sql.begin(async (tx) => {
    const settled = await moveDeliveries(tx, attempts);
    const held = attempts.filter(({ result }) => settled.has(result.executionId));
    const emitted = await insertEmitted(tx, held);
    await settleLetters(tx, held);
    const opened = await passGates(tx, held);
    const openedReady = opened || held.some(({ settlement }) => settlement.move === "ready");
    return { settled, openedReady, emitted };
  });
}

async function moveDeliveries(
  tx: SqlTx,
  attempts: readonly SettledAttempt[],
): Promise<Set<string>> {
  const input = `[${attempts.map(toJson).join(",")}]`;
  const rows = await tx<{ executionId: string }[]>`
    with input as materialized (
      select * from json_to_recordset(${input}::text::json) as i (
        delivery_id uuid, execution_id uuid, move text, recorded boolean, delay_ms float8, attempts int, crashes int,
        version int, trigger text, attempt int, status text, started_at timestamptz, duration_ms float8, cpu_ms float8,
        peak_heap_bytes bigint, queue_wait_ms float8, error jsonb, result json, logs json,
        effects json)
    ), closed as (
      -- Each row carries its input along: joining the two again would cost the square of the batch.
      delete from deliveries d using input i
      where d.id = i.delivery_id and d.execution_id = i.execution_id and i.move in ('succeeded', 'dead')
      returning i.*, i.move as delivery_state, d.tenant_id, d.event_id, d.event_type, d.subscription_id, d.script_id,
        d.max_attempts, d.priority, d.created_at
    ), moved as (
      update deliveries d
      set state = i.move, attempts = i.attempts, crashes = i.crashes,
        due_at = case when i.move = 'scheduled' then now() + make_interval(secs => i.delay_ms / 1000) else d.due_at end,
        gated = d.gated and not i.recorded,
        execution_id = null, worker_id = null, claimed_at = null
      from input i
      where d.id = i.delivery_id and d.execution_id = i.execution_id and i.move in ('ready', 'scheduled')
      returning i.*, null as delivery_state, d.tenant_id, d.event_id, d.event_type, d.subscription_id, d.script_id,
        d.max_attempts, d.priority, d.created_at
    ), settled as (
      select * from closed union all select * from moved
    ), recorded as (
      insert into executions (id, tenant_id, delivery_id, event_id, event_type, subscription_id, script_id, version,
        trigger, attempt, status, started_at, finished_at, duration_ms, cpu_ms, peak_heap_bytes, queue_wait_ms, error,
        result, delivery_state, attempts, max_attempts, priority, delivery_created_at)
      select execution_id, tenant_id, delivery_id, event_id, event_type, subscription_id, script_id, version,
        trigger, attempt, status, started_at, started_at + make_interval(secs => duration_ms / 1000), duration_ms,
        cpu_ms, peak_heap_bytes, queue_wait_ms, error, result, delivery_state, attempts, max_attempts, priority,
        created_at
      from settled where recorded
    ), logged as (
      insert into execution_logs (execution_id, tenant_id, chunk, lines)
      select execution_id, tenant_id, 0, logs from settled where recorded and logs is not null
    ), done as (
      insert into execution_effects (execution_id, tenant_id, effects)
      select execution_id, tenant_id, effects from settled where recorded and effects is not null
    )
    select execution_id from settled`;
  return new Set(rows.map((row) => row.executionId));
}

/** An uncharged result (a neighbour's crash, a drain) leaves no record: it never happened. */
function toJson({ delivery, result, settlement, queueWaitMs }: SettledAttempt): string {
  const fields = JSON.stringify({
    delivery_id: delivery.id,
    execution_id: result.executionId,
    move: settlement.move,
    recorded: !result.uncharged,
    delay_ms: settlement.move === "scheduled" ? settlement.delayMs : 0,
    attempts: settlement.move === "succeeded" ? delivery.attempts + 1 : settlement.attempts,
    crashes: settlement.move === "succeeded" ? delivery.crashes : settlement.crashes,
    version: delivery.version,
    trigger: isReplay(delivery) ? "replay" : "event",
    attempt: delivery.attempts + 1,
    status: result.outcome,
    started_at: result.startedAt,
    duration_ms: result.durationMs,
    cpu_ms: result.cpuMs,
    peak_heap_bytes: result.peakHeapBytes,
    queue_wait_ms: queueWaitMs,
    error: result.error,
    logs: result.logs.length > 0 ? result.logs : null,
    effects: result.effects.length > 0 ? result.effects : null,
  });
  return `${fields.slice(0, -1)},"result":${result.resultJson ?? "null"}}`;
}

async function passGates(tx: SqlTx, attempts: readonly SettledAttempt[]): Promise<boolean> {
  const events = attempts
    .filter(({ delivery, result }) => delivery.gated && !result.uncharged)
    .map(({ delivery }) => delivery.event.id);
  if (events.length === 0) return false;
  const opened = await tx`select pass_gates(${events}::uuid[])`;
  return opened.length > 0;
}
