// What runs now as rows of the shape of `executions`: the leased deliveries (decision 18). Few at any time.
import { type SQL, sql } from "drizzle-orm";
import type { Actor } from "#lib/tenancy/actor.ts";

/**
 * A table expression, to be named like `executions` where both are read. The version is the one that would run now:
 * which one does run is known when the attempt ends. Of two clocks one may be a little ahead: no time is negative.
 */
export function runningExecutions(actor: Actor): SQL {
  return sql`(
    select d.execution_id as id, d.tenant_id, d.id as delivery_id, d.event_id, d.event_type, d.subscription_id,
      d.script_id, coalesce(d.pinned_version, s.deployed_version, 1) as version,
      case when d.replay_id is null then 'event' else 'replay' end as trigger, false as dry_run,
      d.attempts + 1 as attempt, d.max_attempts, 'running' as status,
      d.claimed_at as started_at, null::timestamptz as finished_at,
      ${msBetween(sql`d.claimed_at`, sql`statement_timestamp()`)} as duration_ms,
      ${msBetween(sql`d.due_at`, sql`d.claimed_at`)} as queue_wait_ms,
      null::float8 as cpu_ms, null::bigint as peak_heap_bytes, null::jsonb as error, null::json as result
    from deliveries d left join scripts s on s.tenant_id = d.tenant_id and s.id = d.script_id
    where d.tenant_id = ${actor.tenantId} and d.state = 'running')`;
}

function msBetween(start: SQL, end: SQL): SQL {
  return sql`greatest(0, extract(epoch from ${end} - ${start})::float8 * 1000)`;
}
