// Which scripts answer at an address: one look for each request, before anything is known about who asks.
import type { Sql } from "#db/client.ts";
import type { EndpointAuth } from "#lib/endpoints/endpoint-settings.ts";

export type Endpoint = {
  tenantId: string;
  scriptId: string;
  name: string;
  methods: readonly string[];
  auth: EndpointAuth;
  /** Requests per second. */
  rateLimit: number;
  /** The deployed one. */
  version: number;
};

/** Each has methods of its own; none when the tenant or the path is unknown. */
export async function findEndpoints(
  sql: Sql,
  { tenant, path }: { tenant: string; path: string },
): Promise<Endpoint[]> {
  return await sql<Endpoint[]>`
    select s.tenant_id, s.id as script_id, s.name, s.methods, s.auth, s.rate_limit, s.deployed_version as version
    from tenants t join scripts s on s.tenant_id = t.id and s.path = ${path} and s.deleted_at is null
    where t.slug = ${tenant}`;
}

/** Whose key it is, by its SHA-256; null when it is unknown or revoked. */
export async function findKeyTenant(sql: Sql, hash: Uint8Array): Promise<string | null> {
  const [row] = await sql<{ tenantId: string }[]>`
    select tenant_id from find_api_key(${Buffer.from(hash)})`;
  return row?.tenantId ?? null;
}
