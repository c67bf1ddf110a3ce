// Whether the demo's scripts and events still have to be put in: the end of that is a row of the audit log.
import { and, eq, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { auditLog } from "#db/schema/audit.ts";
import { tenants } from "#db/schema/tenants.ts";
import type { Actor } from "#lib/tenancy/actor.ts";
import { appendAudit } from "./audit.ts";

const action = "demo.seed";

/** One seeding at a time, until the transaction ends. */
export async function takeSeedLock(tx: Tx): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('scriptbus:seed', 0))`);
}

/**
 * A seeding that was cut off is taken up again within 24 hours: so long a repeated event is recognised as the same
 * (decision 1). Later it would be stored twice, so what is missing then stays missing.
 */
export async function isDemoUnfinished(tx: Tx, { tenantId }: Actor): Promise<boolean> {
  const young = sql`${tenants.createdAt} > now() - interval '24 hours'`;
  if ((await tx.$count(tenants, and(eq(tenants.id, tenantId), young))) === 0) return false;
  const ended = and(eq(auditLog.tenantId, tenantId), eq(auditLog.action, action));
  return (await tx.$count(auditLog, ended)) === 0;
}

export async function endDemoSeeding(
  tx: Tx,
  actor: Actor,
  details: Record<string, unknown>,
): Promise<void> {
  await appendAudit(tx, actor, { action, target: `tenant ${actor.tenantId}`, details });
}
