// What the engine's tests begin with and look at: a tenant whose script reacts, and the executions it left.
import { createScript, createSubscription, createTenant } from "#db/testing/fixtures.ts";
import type { Engine } from "#workers/testing/engine.ts";

type Fields = Parameters<typeof createSubscription>[2];

const fast = { kind: "fixed", delayMs: 10 };

/** A tenant with one script on `a.b`, retried quickly. */
export async function subscribe(
  { database: { sql } }: Engine,
  source: string,
  fields: Fields = {},
) {
  const tenant = await createTenant(sql);
  const scriptId = await createScript(sql, tenant.id, source);
  const target = { tenantId: tenant.id, scriptId, eventType: "a.b" };
  const subscriptionId = await createSubscription(sql, target, { backoff: fast, ...fields });
  return { tenant, scriptId, subscriptionId };
}

/** Oldest first, each with its log lines. */
export function executionsOf({ database: { sql } }: Engine, tenantId: string) {
  return sql`
    select e.*, l.lines from executions e left join execution_logs l on l.execution_id = e.id
    where e.tenant_id = ${tenantId} order by e.id`;
}
