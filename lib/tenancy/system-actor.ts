// The product itself, where no person and no key asks: the start-up, the demo.
import { type Actor, scopes } from "#lib/tenancy/actor.ts";
import { defaultTenantLimits } from "#lib/tenancy/tenant-limits.ts";

/** `name` is what the audit log shows. */
export function systemActor(name: string, tenantId: string): Actor {
  return { kind: "system", id: "system", name, tenantId, scopes, limits: defaultTenantLimits };
}
