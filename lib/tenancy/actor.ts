// Who asks. Every repository function takes one; the tenant comes from the credential only.
import type { TenantLimits } from "#lib/tenancy/tenant-limits.ts";

export const scopes = ["events:write", "read", "manage", "replay"] as const;
export type Scope = (typeof scopes)[number];

export type Actor = {
  kind: "api_key" | "user" | "system";
  id: string;
  /** For the audit log and `createdBy`: `api key "ci"`, `ada@example.com`. */
  name: string;
  tenantId: string;
  scopes: readonly Scope[];
  limits: TenantLimits;
};
