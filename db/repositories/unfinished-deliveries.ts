// How long a tenant's queue is.
import { sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import type { Actor } from "#lib/tenancy/actor.ts";

/** Counts no further than `limit`. */
export async function countUnfinished(tx: Tx, actor: Actor, limit: number): Promise<number> {
  const [row] = await tx.execute<{ count: number }>(sql`
    select count(*)::int as count from (
      select from deliveries where tenant_id = ${actor.tenantId} limit ${limit}) d`);
  return row?.count ?? 0;
}
