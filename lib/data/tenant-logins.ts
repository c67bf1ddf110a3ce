// The two logins of a tenant in the tenants' own database: their names, and their passwords, which are stored nowhere.
import { createHmac } from "node:crypto";

export type TenantLogin = "owner" | "script";

/** The schema; the names of both logins begin with it. */
export function schemaOf(tenantId: string): string {
  return `tenant_${tenantId.replaceAll("-", "")}`;
}

export function loginName(tenantId: string, login: TenantLogin): string {
  return `${schemaOf(tenantId)}_${login}`;
}

/** `generation` counts how often a login was made anew; the script's own is always 1. */
export function loginPassword(
  key: Buffer,
  { tenantId, login, generation }: { tenantId: string; login: TenantLogin; generation: number },
): string {
  const text = `${tenantId} ${login} ${generation}`;
  return createHmac("sha256", key).update(text).digest("base64url");
}
