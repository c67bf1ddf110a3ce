// Every subscription that has something claimable, now or later: one index lookup each, however long the buffer is.
import type { SqlTx } from "#db/client.ts";

/** The body of a recursive `lines (tenant_id, subscription_id)`. */
export function claimableLines(sql: Pick<SqlTx, "unsafe">) {
  return sql.unsafe(`
    (select tenant_id, subscription_id from deliveries
     where state in ('ready', 'scheduled')
     order by tenant_id, subscription_id limit 1)
    union all
    select n.tenant_id, n.subscription_id from lines l cross join lateral (
      select tenant_id, subscription_id from deliveries
      where state in ('ready', 'scheduled') and (tenant_id, subscription_id) > (l.tenant_id, l.subscription_id)
      order by tenant_id, subscription_id limit 1
    ) n`);
}
