// Where the workers that are alive can be asked.
import { sql } from "drizzle-orm";
import type { Database, Tx } from "#db/client.ts";
import { leaseSeconds } from "./leases.ts";

/** Addresses, in any order. */
export async function listLiveWorkers(db: Database | Tx): Promise<string[]> {
  const rows = await db.execute<{ address: string }>(sql`
    select address from workers where heartbeat_at > now() - make_interval(secs => ${leaseSeconds}) order by random()`);
  return rows.map(({ address }) => address);
}
