// Leases: a worker's heartbeat keeps all of its own alive; what a dead worker held goes back uncharged.
import type { Sql } from "#db/client.ts";

/** A worker whose heartbeat is older than this has lost its leases. */
export const leaseSeconds = 10;

export async function registerWorker(sql: Sql, workerId: string, address: string): Promise<void> {
  await sql`
    insert into workers (id, address) values (${workerId}, ${address})
    on conflict (id) do update set heartbeat_at = now(), address = excluded.address`;
}

export async function removeWorker(sql: Sql, workerId: string): Promise<void> {
  await sql`delete from workers where id = ${workerId}`;
}

/** Puts claimed deliveries that never ran back, as if they had not been claimed. */
export async function releaseDeliveries(sql: Sql, executionIds: readonly string[]): Promise<void> {
  if (executionIds.length === 0) return;
  await sql`
    update deliveries set state = 'ready', execution_id = null, worker_id = null, claimed_at = null
    where execution_id = any(${executionIds}::uuid[]) and state = 'running'`;
}

/**
 * Puts back what the worker leased without knowing: the answer to its claim was lost. Leases of the last two seconds
 * may be on their way to it.
 */
export async function releaseUnknown(
  sql: Sql,
  { workerId, known }: { workerId: string; known: readonly string[] },
): Promise<number> {
  const released = await sql`
    update deliveries set state = 'ready', execution_id = null, worker_id = null, claimed_at = null
    where worker_id = ${workerId} and state = 'running' and not execution_id = any(${[...known]}::uuid[])
      and claimed_at < now() - interval '2 seconds'`;
  return released.count;
}

/**
 * Returns the deliveries of dead workers to the buffer and records each lost run as `crashed` (WorkerLost), which
 * charges neither an attempt nor the crash counter. Resolves with how many there were.
 */
export async function rescueDeliveries(sql: Sql, limit: number): Promise<number> {
  const rows = await sql`
    with lost as (
      select d.id, d.execution_id, d.claimed_at, d.due_at from deliveries d
      where d.state = 'running'
        and not exists (
          select from workers w
          where w.id = d.worker_id and w.heartbeat_at > now() - make_interval(secs => ${leaseSeconds}))
      limit ${limit}
      for update of d skip locked
    ), freed as (
      update deliveries d
      set state = 'ready', execution_id = null, worker_id = null, claimed_at = null
      from lost where d.id = lost.id
      returning d.*
    ), logged as (
      -- What it had logged and done so far is all that is left of it.
      insert into execution_logs (execution_id, tenant_id, chunk, lines)
      select r.execution_id, r.tenant_id, 0, r.lines from running_logs r join lost on lost.execution_id = r.execution_id
    ), done as (
      insert into execution_effects (execution_id, tenant_id, effects)
      select r.execution_id, r.tenant_id, r.effects from running_logs r join lost on lost.execution_id = r.execution_id
      where json_array_length(r.effects) > 0
    )
    insert into executions (id, tenant_id, delivery_id, event_id, event_type, subscription_id, script_id, version,
      trigger, attempt, status, started_at, finished_at, duration_ms, queue_wait_ms, error)
    select lost.execution_id, f.tenant_id, f.id, f.event_id, f.event_type, f.subscription_id, f.script_id,
      coalesce(f.pinned_version, p.deployed_version), case when f.replay_id is null then 'event' else 'replay' end,
      f.attempts + 1, 'crashed', lost.claimed_at, now(), extract(epoch from now() - lost.claimed_at) * 1000,
      greatest(0, extract(epoch from lost.claimed_at - lost.due_at) * 1000),
      '{"name": "WorkerLost", "message": "The worker that ran this attempt died; the delivery went back uncharged"}'::jsonb
    from freed f join lost on lost.id = f.id join scripts p on p.id = f.script_id
    returning id`;
  return rows.length;
}

/** Forgets workers that have been silent for a day. */
export async function forgetWorkers(sql: Sql): Promise<void> {
  await sql`delete from workers where heartbeat_at < now() - interval '1 day'`;
}
