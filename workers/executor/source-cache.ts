// Script versions never change, so what was loaded once is kept; tenant limits are looked up again every few seconds.
import { LRUCache } from "lru-cache";
import type { Sql } from "#db/client.ts";
import { loadSources, loadTenantLimits, type VersionKey } from "#db/repositories/script-sources.ts";
import type { SandboxScript } from "#lib/executions/run-result.ts";
import { type TenantLimits, tenantLimits } from "#lib/tenancy/tenant-limits.ts";

const maxSourceBytes = 64 * 1024 * 1024;
const limitsTtlMs = 5_000;

export type SourceCache = {
  /** Loads what is missing; afterwards `script` and `limits` answer from memory. */
  prepare: (needs: readonly (VersionKey & { tenantId: string })[]) => Promise<void>;
  /** Undefined when the version does not exist (any more). */
  script: (key: VersionKey) => SandboxScript | undefined;
  limits: (tenantId: string) => TenantLimits;
};

export function createSourceCache(sql: Sql): SourceCache {
  const scripts = new LRUCache<string, SandboxScript>({
    maxSize: maxSourceBytes,
    sizeCalculation: ({ source }) => source.length * 2 + 200,
  });
  const limits = new LRUCache<string, TenantLimits>({
    max: 10_000,
    ttl: limitsTtlMs,
    allowStale: true,
  });

  const loadScripts = async (keys: readonly VersionKey[]) => {
    const missing = new Map(keys.map((key) => [keyOf(key), key]));
    for (const key of missing.keys()) if (scripts.has(key)) missing.delete(key);
    for (const row of await loadSources(sql, [...missing.values()])) {
      const { tenantId, scriptId, kind, version, javascript } = row;
      scripts.set(keyOf(row), { tenantId, scriptId, kind, version, source: javascript });
    }
  };
  const loadLimits = async (tenantIds: ReadonlySet<string>) => {
    for (const tenantId of tenantIds) {
      if (limits.has(tenantId)) continue;
      limits.set(tenantId, tenantLimits(await loadTenantLimits(sql, tenantId)));
    }
  };
  return {
    prepare: async (needs) => {
      await loadScripts(needs);
      await loadLimits(new Set(needs.map(({ tenantId }) => tenantId)));
    },
    script: (key) => scripts.get(keyOf(key)),
    limits: (tenantId) => limits.get(tenantId) ?? tenantLimits({}),
  };
}

function keyOf({ scriptId, version }: VersionKey): string {
  return `${scriptId}:${version}`;
}
