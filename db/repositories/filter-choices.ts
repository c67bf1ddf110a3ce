// What the filters of the console's lists offer: names, bounded, in order.
import { sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import type { Actor } from "#lib/tenancy/actor.ts";

export type ScriptChoice = { id: string; name: string };

const mostChoices = 500;

/** Live scripts by name, and `chosen` wherever it is and even when it was deleted. */
export async function listScriptChoices(
  tx: Tx,
  actor: Actor,
  chosen?: string | undefined,
): Promise<ScriptChoice[]> {
  const rows = await tx.execute<ScriptChoice>(sql`
    (select id, name from scripts where tenant_id = ${actor.tenantId} and deleted_at is null
      order by name limit ${mostChoices})
    union
    select id, name || case when deleted_at is null then '' else ' (deleted)' end from scripts
    where tenant_id = ${actor.tenantId} and id = ${chosen ?? null}::uuid
    order by name`);
  return [...rows];
}
