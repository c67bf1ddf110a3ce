// Takes deliveries out of the buffer on a person's word: each leaves a closing `cancelled` execution, and the gates
// of their events no longer wait for them (decisions 15, 18, 21).
import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import type { Actor } from "#lib/tenancy/actor.ts";
import { announceDeliveries } from "./subscription-version.ts";

type QueuedOf = ({ subscriptionId: string } | { scriptId: string }) & { why: string };

/** Whatever its state, also while it runs: the run's settle then finds no lease and changes nothing. */
export async function cancelOne(
  tx: Tx,
  actor: Actor,
  { id, why }: { id: string; why: string },
): Promise<boolean> {
  const cancelled = await cancelWhere(tx, actor, { where: sql`d.id = ${id}`, why });
  return cancelled > 0;
}

/** Those of a selection that have not finished, as `cancelOne` does; how many they were. */
export function cancelAll(
  tx: Tx,
  actor: Actor,
  { ids, why }: { ids: readonly string[]; why: string },
): Promise<number> {
  return cancelWhere(tx, actor, { where: sql`d.id = any(${sql.param(ids)}::uuid[])`, why });
}

/** All that wait, of one subscription or script; a run that has started may end. */
export async function cancelQueued(tx: Tx, actor: Actor, of: QueuedOf): Promise<void> {
  const owner =
    "scriptId" in of
      ? sql`d.script_id = ${of.scriptId}`
      : sql`d.subscription_id = ${of.subscriptionId}`;
  await cancelWhere(tx, actor, { where: sql`d.state <> 'running' and ${owner}`, why: of.why });
}

/** How many were cancelled. */
async function cancelWhere(
  tx: Tx,
  actor: Actor,
  { where, why }: { where: SQL; why: string },
): Promise<number> {
  const error = JSON.stringify({ name: "Cancelled", message: why });
  const rows = await tx.execute<{ eventId: string; gateWaits: boolean }>(sql`
    with gone as (
      delete from deliveries d where d.tenant_id = ${actor.tenantId} and ${where}
      returning d.*
    ), closed as (
      -- A running attempt keeps the id under which it was seen; one that never ran gets a new one.
      insert into executions (id, tenant_id, delivery_id, event_id, event_type, subscription_id, script_id, version,
        trigger, attempt, status, started_at, finished_at, duration_ms, error,
        delivery_state, attempts, max_attempts, priority, delivery_created_at)
      select coalesce(g.execution_id, uuidv7()), g.tenant_id, g.id, g.event_id, g.event_type, g.subscription_id,
        g.script_id, coalesce(g.pinned_version, s.deployed_version, 1),
        case when g.replay_id is null then 'event' else 'replay' end,
        g.attempts + (g.execution_id is not null)::int, 'cancelled', coalesce(g.claimed_at, now()), now(),
        coalesce(extract(epoch from now() - g.claimed_at) * 1000, 0), ${error}::jsonb,
        'cancelled', g.attempts, g.max_attempts, g.priority, g.created_at
      from gone g left join scripts s on s.tenant_id = g.tenant_id and s.id = g.script_id
    ), reopened as (
      -- A replay that is cancelled leaves its letter open.
      update dead_letters l set state = 'open', updated_at = now()
      from gone g where l.tenant_id = g.tenant_id and l.id = g.dead_letter_id and l.state = 'replaying'
    ), replayed as (
      update replays r set failed = r.failed + g.count,
        state = case when r.state = 'running' and r.succeeded + r.failed + g.count >= r.total then 'done' else r.state end,
        finished_at = case when r.succeeded + r.failed + g.count >= r.total then now() else r.finished_at end
      from (select tenant_id, replay_id, count(*)::int from gone where replay_id is not null group by 1, 2) g
      where r.tenant_id = g.tenant_id and r.id = g.replay_id
    )
    select event_id as "eventId", gated and state <> 'waiting' as "gateWaits" from gone order by event_id`);
  const passed = rows.filter((row) => row.gateWaits).map((row) => row.eventId);
  if (passed.length > 0) {
    // A statement of its own: it must no longer see the cancelled rows.
    await tx.execute(sql`select pass_gates(${sql.param(passed)}::uuid[])`);
  }
  if (rows.length > 0) await announceDeliveries(tx);
  return rows.length;
}
