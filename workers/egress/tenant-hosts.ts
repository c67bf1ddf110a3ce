// A tenant's list of hosts, remembered for a few seconds: a run asks for it with each of its requests.
import { LRUCache } from "lru-cache";
import { egressLimits } from "#lib/egress/limits.ts";

/** Null: every host. */
export type AllowedHosts = (tenantId: string) => Promise<readonly string[] | null>;

type Known = { hosts: readonly string[] | null };

/** A read that fails is not remembered, and rejects: without its list a tenant reaches nothing. */
export function rememberHosts(
  read: AllowedHosts,
  ageMs: number = egressLimits.hostListAgeMs,
): AllowedHosts {
  const known = new LRUCache<string, Promise<Known>>({ max: 10_000, ttl: ageMs });
  return async (tenantId) => {
    const kept = known.get(tenantId) ?? read(tenantId).then((hosts) => ({ hosts }));
    if (!known.has(tenantId)) known.set(tenantId, kept);
    try {
      return (await kept).hosts;
    } catch (error) {
      known.delete(tenantId);
      throw error;
    }
  };
}
