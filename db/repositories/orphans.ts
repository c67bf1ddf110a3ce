// Deliveries whose subscription or script was deleted while they ran or were being routed: nobody will ever claim
// them, so they are closed as cancelled, like those that were queued when it was deleted (decision 21).
import type { Sql } from "#db/client.ts";
import { claimableLines } from "./claimable-lines.ts";

/** Resolves with how many were closed. */
export async function cancelOrphans(sql: Sql): Promise<number> {
  return await sql.begin(async (tx) => {
    const gone = await tx<{ eventId: string; gated: boolean }[]>`
      with recursive lines as (
        ${claimableLines(tx)}
      ), orphaned as (
        select l.* from lines l
        where not exists (
          select from subscriptions s join scripts p on p.id = s.script_id and p.deleted_at is null
          where s.id = l.subscription_id)
      ), removed as (
        delete from deliveries d using orphaned o
        where d.tenant_id = o.tenant_id and d.subscription_id = o.subscription_id and d.state in ('ready', 'scheduled')
        returning d.*
      ), closed as (
        insert into executions (tenant_id, delivery_id, event_id, event_type, subscription_id, script_id, version, trigger,
          attempt, status, started_at, finished_at, duration_ms, error, delivery_state, attempts, max_attempts, priority,
          delivery_created_at)
        select r.tenant_id, r.id, r.event_id, r.event_type, r.subscription_id, r.script_id,
          coalesce(r.pinned_version, p.deployed_version, 1), case when r.replay_id is null then 'event' else 'replay' end,
          r.attempts, 'cancelled', now(), now(), 0,
          '{"name": "Cancelled", "message": "The subscription or script was deleted"}'::jsonb,
          'cancelled', r.attempts, r.max_attempts, r.priority, r.created_at
        from removed r left join scripts p on p.id = r.script_id
      ), reopened as (
        update dead_letters l set state = 'open', updated_at = now()
        from removed r where l.id = r.dead_letter_id and l.state = 'replaying'
      ), replayed as (
        update replays r set failed = r.failed + g.count,
          state = case when r.state = 'running' and r.succeeded + r.failed + g.count >= r.total then 'done' else r.state end,
          finished_at = case when r.succeeded + r.failed + g.count >= r.total then now() else r.finished_at end
        from (select replay_id, count(*)::int from removed where replay_id is not null group by 1) g
        where r.id = g.replay_id
      )
      select event_id, gated from removed`;
    const passed = gone.filter((row) => row.gated).map((row) => row.eventId);
    if (passed.length > 0) await tx`select pass_gates(${passed}::uuid[])`;
    return gone.length;
  });
}
