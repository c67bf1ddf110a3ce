// Scripts with a failed run in the last hour, and whether what is deployed fails now.
import { sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import type { FailingScript } from "#lib/overview/overview.ts";
import type { Actor } from "#lib/tenancy/actor.ts";
import { countedRuns, inLastHour } from "./overview-hour.ts";
import { isoTime } from "./written-sql.ts";

const maxScripts = 20;
/** So many newest runs of a script say how it is now. */
const judgedRuns = 10;
const maxMessage = 300;

/** Those that fail now first, then by failures. */
export async function readFailingScripts(
  tx: Tx,
  actor: Actor,
  bound: number,
): Promise<FailingScript[]> {
  const rows = await tx.execute<FailingScript>(sql`
    with newest as materialized (
      select e.id, e.script_id, e.status = 'succeeded' as is_good from executions e
      where e.tenant_id = ${actor.tenantId} and ${inLastHour(sql`e.id`)} and ${countedRuns}
      order by e.id desc limit ${bound}
    ), failed as (
      -- The greatest id as text: not every version of Postgres has max(uuid).
      select script_id, count(*)::int as runs, count(*) filter (where not is_good)::int as failed,
        (max(id::text collate "C") filter (where not is_good))::uuid as last_failed_id
      from newest group by script_id having bool_or(not is_good)
    )
    select f.script_id as "scriptId", s.name, f.runs, f.failed, n.is_failing as "isFailing",
      jsonb_build_object('name', coalesce(x.error ->> 'name', x.status),
        'message', left(coalesce(x.error ->> 'message', ''), ${maxMessage})) as "lastError",
      ${isoTime(sql`x.finished_at`)} as "lastFailedAt", x.id as "lastFailedExecutionId"
    from failed f
    join scripts s on s.tenant_id = ${actor.tenantId} and s.id = f.script_id and s.deleted_at is null
    join executions x on x.tenant_id = ${actor.tenantId} and x.id = f.last_failed_id
    cross join lateral (
      select count(*) filter (where is_bad) >= least(2, count(*)) and bool_or(is_bad) is true as is_failing
      from (
        select e.status <> 'succeeded' as is_bad, e.version from executions e
        where e.tenant_id = ${actor.tenantId} and e.script_id = f.script_id and ${inLastHour(sql`e.id`)} and ${countedRuns}
        order by e.id desc limit ${judgedRuns}) newest_of_script
      where version = s.deployed_version) n
    order by n.is_failing desc, f.failed desc, s.name limit ${maxScripts}`);
  return [...rows];
}
