// Script versions never change, so what was loaded once is kept; tenants' settings are looked up again every few seconds.
import { LRUCache } from "lru-cache";
import type { Sql } from "#db/client.ts";
import {
  loadSources,
  loadTenantSettings,
  type VersionKey,
} from "#db/repositories/script-sources.ts";
import type { SandboxScript } from "#lib/executions/run-result.ts";
import { type CordonedTenants, isCordoned } from "#lib/tenancy/cordoned-tenants.ts";
import { type TenantLimits, tenantLimits } from "#lib/tenancy/tenant-limits.ts";

const maxSourceBytes = 64 * 1024 * 1024;
const settingsTtlMs = 5_000;

export type SourceCache = {
  /** Loads what is missing; afterwards the others answer from memory. */
  prepare: (needs: readonly (VersionKey & { tenantId: string })[]) => Promise<void>;
  /** Undefined when the version does not exist (any more). */
  script: (key: VersionKey) => SandboxScript | undefined;
  limits: (tenantId: string) => TenantLimits;
  /** The tenant shares no sandbox process with others. */
  isCordoned: (tenantId: string) => boolean;
};

type Tenant = { limits: TenantLimits; isCordoned: boolean };

export function createSourceCache(sql: Sql, cordoned: CordonedTenants): SourceCache {
  const scripts = new LRUCache<string, SandboxScript>({
    maxSize: maxSourceBytes,
    sizeCalculation: ({ source }) => source.length * 2 + 200,
  });
  const tenants = new LRUCache<string, Tenant>({
    max: 10_000,
    ttl: settingsTtlMs,
    allowStale: true,
    noDeleteOnStaleGet: true,
  });

  const loadScripts = async (keys: readonly VersionKey[]) => {
    const missing = new Map(keys.map((key) => [keyOf(key), key]));
    for (const key of missing.keys()) if (scripts.has(key)) missing.delete(key);
    for (const row of await loadSources(sql, [...missing.values()])) {
      const { tenantId, scriptId, kind, version, javascript } = row;
      scripts.set(keyOf(row), { tenantId, scriptId, kind, version, source: javascript });
    }
  };
  const loadTenants = async (tenantIds: ReadonlySet<string>) => {
    for (const tenantId of tenantIds) {
      if (tenants.has(tenantId)) continue;
      const { slug, limits } = await loadTenantSettings(sql, tenantId);
      tenants.set(tenantId, {
        limits: tenantLimits(limits),
        isCordoned: isCordoned(cordoned, slug),
      });
    }
  };
  return {
    prepare: async (needs) => {
      await loadScripts(needs);
      await loadTenants(new Set(needs.map(({ tenantId }) => tenantId)));
    },
    script: (key) => scripts.get(keyOf(key)),
    limits: (tenantId) => tenants.get(tenantId)?.limits ?? tenantLimits({}),
    isCordoned: (tenantId) => tenants.get(tenantId)?.isCordoned ?? isCordoned(cordoned, null),
  };
}

function keyOf({ scriptId, version }: VersionKey): string {
  return `${scriptId}:${version}`;
}
