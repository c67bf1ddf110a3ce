// Tenants whose filters take longer than the quick lane gives them. They are tried there again after a while.
import { LRUCache } from "lru-cache";

export type SlowTenants = {
  add: (tenantId: string) => void;
  list: () => string[];
};

const retryMs = 60_000;
const maxTenants = 10_000;

export function createSlowTenants(): SlowTenants {
  const tenants = new LRUCache<string, true>({ max: maxTenants, ttl: retryMs });
  return {
    add: (tenantId) => void tenants.set(tenantId, true),
    list: () => {
      tenants.purgeStale();
      return [...tenants.keys()];
    },
  };
}
