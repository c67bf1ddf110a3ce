// How far a new tenant has come: its first script, its first subscription, its first event.
import { sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import type { SetupSteps } from "#lib/overview/setup-steps.ts";
import type { Actor } from "#lib/tenancy/actor.ts";

export async function readSetupSteps(tx: Tx, actor: Actor): Promise<SetupSteps> {
  const { tenantId } = actor;
  const [row] = await tx.execute<SetupSteps>(sql`
    select
      (select id from scripts where tenant_id = ${tenantId} and deleted_at is null order by id limit 1) as "scriptId",
      exists (select from subscriptions where tenant_id = ${tenantId} and active) as "hasSubscription",
      (select event_type from subscriptions where tenant_id = ${tenantId} and active order by id limit 1) as "eventType",
      (select id from events where tenant_id = ${tenantId} order by id limit 1) as "eventId",
      exists (select from executions where tenant_id = ${tenantId} and trigger <> 'test') as "hasRun"`);
  if (!row) throw new Error("the steps were not read");
  return row;
}
