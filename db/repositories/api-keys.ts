// API keys: found by their hash before any tenant is known, through the one function that may do so.
import { sql } from "drizzle-orm";
import type { Database } from "#db/client.ts";
import { type Actor, type Scope, scopes } from "#lib/tenancy/actor.ts";
import { type TenantLimits, tenantLimits } from "#lib/tenancy/tenant-limits.ts";

type KeyRow = {
  id: string;
  tenantId: string;
  name: string;
  scopes: string[];
  limits: Partial<TenantLimits>;
};

/** Who a key belongs to, by the SHA-256 of the key; null when it is unknown or revoked. */
export async function findApiKey(db: Database, hash: Uint8Array): Promise<Actor | null> {
  const [row] = await db.execute<KeyRow>(
    sql`select id, tenant_id as "tenantId", name, scopes, limits from find_api_key(${hash})`,
  );
  if (!row) return null;
  return {
    kind: "api_key",
    id: row.id,
    name: `api key "${row.name}"`,
    tenantId: row.tenantId,
    scopes: scopes.filter((scope: Scope) => row.scopes.includes(scope)),
    limits: tenantLimits(row.limits),
  };
}
