// The subscriptions of every tenant the router has met, compiled once and refreshed when the tenant's version moves.
import { LRUCache } from "lru-cache";
import type { RoutingTx, SubscriptionRow } from "#db/repositories/routing.ts";
import { patternMatches } from "#lib/events/event-type.ts";
import { compileFilter } from "#lib/filters/compile-filter.ts";
import { compileOrderingKey } from "#lib/subscriptions/ordering-key.ts";
import type { RoutedSubscription } from "#lib/subscriptions/route-event.ts";

type TenantEntry = {
  version: number;
  subscriptions: RoutedSubscription[];
  byType: Map<string, RoutedSubscription[]>;
};

export type Registry = {
  /** Subscriptions that may match the type, as of `version` or newer. */
  candidates: (
    tx: RoutingTx,
    tenantId: string,
    version: number,
    type: string,
  ) => Promise<RoutedSubscription[]>;
};

const maxTenants = 10_000;
const maxTypesPerTenant = 10_000;

export function createRegistry(): Registry {
  const tenants = new LRUCache<string, TenantEntry>({ max: maxTenants });
  return {
    candidates: async (tx, tenantId, version, type) => {
      let entry = tenants.get(tenantId);
      if (!entry || entry.version < version) {
        entry = await loadEntry(tx, tenantId);
        tenants.set(tenantId, entry);
      }
      return candidatesOf(entry, type);
    },
  };
}

async function loadEntry(tx: RoutingTx, tenantId: string): Promise<TenantEntry> {
  const { version, subscriptions } = await tx.loadSubscriptions(tenantId);
  return { version, subscriptions: subscriptions.map(compile), byType: new Map() };
}

function candidatesOf(entry: TenantEntry, type: string): RoutedSubscription[] {
  const known = entry.byType.get(type);
  if (known) return known;
  const found = entry.subscriptions.filter(({ eventType }) => patternMatches(eventType, type));
  if (entry.byType.size >= maxTypesPerTenant) entry.byType.clear();
  entry.byType.set(type, found);
  return found;
}

/** A filter was checked when it was saved; should one not parse all the same, it must stop nobody else's events. */
function compile(row: SubscriptionRow): RoutedSubscription {
  const filter = row.filter === null ? null : compileFilter(row.filter);
  return {
    id: row.id,
    scriptId: row.scriptId,
    eventType: row.eventType,
    filter: filter?.ok ? filter.filter : null,
    ...(filter && !filter.ok ? { brokenFilter: filter.error.message } : {}),
    priority: row.priority,
    maxAttempts: row.retryCount + 1,
    orderingKey: row.orderingKey === null ? null : compileOrderingKey(row.orderingKey),
    onLoop: row.onLoop,
    active: row.active,
  };
}
