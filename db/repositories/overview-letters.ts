// Open dead letters by what went wrong, the largest groups first. Looks at the newest letters only.
import { sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import type { OpenGroup } from "#lib/overview/overview.ts";
import type { Actor } from "#lib/tenancy/actor.ts";
import { isoTime } from "./written-sql.ts";

const maxLetters = 10_000;
const maxGroups = 5;
const maxMessage = 300;

export async function readOpenGroups(tx: Tx, actor: Actor): Promise<OpenGroup[]> {
  const rows = await tx.execute<OpenGroup>(sql`
    with newest as materialized (
      select id, fingerprint, script_id from dead_letters
      where tenant_id = ${actor.tenantId} and state = 'open' order by id desc limit ${maxLetters}
    ), groups as (
      select fingerprint, script_id, count(*)::int as count, (max(id::text collate "C"))::uuid as last_id
      from newest group by 1, 2 order by 3 desc, 4 desc limit ${maxGroups}
    )
    select g.fingerprint, g.script_id as "scriptId", s.name as "scriptName", g.count,
      jsonb_build_object('name', l.error ->> 'name', 'message', left(l.error ->> 'message', ${maxMessage})) as error,
      ${isoTime(sql`l.created_at`)} as "lastSeenAt"
    from groups g
    join dead_letters l on l.tenant_id = ${actor.tenantId} and l.id = g.last_id
    join scripts s on s.tenant_id = ${actor.tenantId} and s.id = g.script_id
    order by g.count desc, g.last_id desc`);
  return [...rows];
}
