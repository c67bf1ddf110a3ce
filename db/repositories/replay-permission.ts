// Replay is switched off for a tenant until its rollout turns it on (product.md §6).
import { eq } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { tenants } from "#db/schema/tenants.ts";
import { fail, type Result, succeed } from "#lib/shared/failure.ts";
import type { Actor } from "#lib/tenancy/actor.ts";

export async function mayReplay(tx: Tx, actor: Actor): Promise<Result<null>> {
  const [tenant] = await tx
    .select({ replayEnabled: tenants.replayEnabled })
    .from(tenants)
    .where(eq(tenants.id, actor.tenantId));
  if (tenant?.replayEnabled) return succeed(null);
  const detail = "Replay is switched off for this tenant. The instance's owner can switch it on.";
  return fail("forbidden", detail);
}
