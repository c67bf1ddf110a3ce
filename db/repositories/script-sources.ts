// What the executor needs to know of scripts and their tenants: the code of a version and the limits of its runs.
import type { Sql } from "#db/client.ts";
import type { ScriptKind } from "#lib/scripts/script-kind.ts";
import type { TenantLimits } from "#lib/tenancy/tenant-limits.ts";

export type VersionKey = { scriptId: string; version: number };
export type ScriptSource = VersionKey & {
  tenantId: string;
  kind: ScriptKind;
  javascript: string;
};

export async function loadSources(sql: Sql, keys: readonly VersionKey[]): Promise<ScriptSource[]> {
  if (keys.length === 0) return [];
  return await sql<ScriptSource[]>`
    select v.script_id, v.version, v.tenant_id, s.kind, v.javascript
    from unnest(${keys.map((k) => k.scriptId)}::uuid[], ${keys.map((k) => k.version)}::int[]) as k (script_id, version)
    join scripts s on s.id = k.script_id
    join script_versions v on v.tenant_id = s.tenant_id and v.script_id = k.script_id and v.version = k.version`;
}

export type TenantSettings = { slug: string | null; limits: Partial<TenantLimits> };

/** A tenant's name, and what its settings change of the default limits; no name when there is no such tenant. */
export async function loadTenantSettings(sql: Sql, tenantId: string): Promise<TenantSettings> {
  const [row] = await sql<
    TenantSettings[]
  >`select slug, limits from tenants where id = ${tenantId}`;
  return row ?? { slug: null, limits: {} };
}
