// The subscriptions of every tenant the router has met, indexed in memory. When a tenant's version moves, what changed
// since is read and nothing else.
import { LRUCache } from "lru-cache";
import type { DueEvent, RoutingTx, SubscriptionRow } from "#db/repositories/routing.ts";
import { compileFilter } from "#lib/filters/compile-filter.ts";
import { createMatcher, type Matcher } from "#lib/filters/matcher/matcher.ts";
import { toFilterEnvelope } from "#lib/filters/to-filter-envelope.ts";
import { compileOrderingKey } from "#lib/subscriptions/ordering-key.ts";
import type { RoutedSubscription } from "#lib/subscriptions/route-event.ts";
import { msPerEvent, msPerSubscription, type Pace } from "./pace.ts";

type MatchableEvent = Pick<
  DueEvent,
  "tenantId" | "subscriptionVersion" | "type" | "source" | "subject" | "time" | "hop" | "replayOf"
>;

/**
 * Resolves with the subscriptions that the event matches, as of its tenant's version or newer. Rejects with a
 * TooSlowError when the tenant's filters need more time than its pace gives.
 */
export type FindMatches = (
  event: MatchableEvent,
  data: () => unknown,
) => Promise<RoutedSubscription[]>;

export type Registry = {
  /** For the events of one transaction; each tenant has a pace of its own in it. */
  openBatch: (tx: RoutingTx, createPace: () => Pace) => FindMatches;
  /** Lets go of a tenant that is routed elsewhere. */
  forget: (tenantId: string) => void;
  /** Forgets everything: after an error the database may be another one, restored from long ago. */
  clear: () => void;
};

type TenantEntry = { version: number; batch: number; matcher: Matcher<RoutedSubscription> };
type Batch = { tx: RoutingTx; number: number; paceOf: (tenantId: string) => Pace };

const maxTenants = 10_000;

/**
 * Holds some 150,000 subscriptions, or about 1 kB for each unit of weight (`npm run bench:filters` has the measure);
 * tenants that were not met for longest go first. The tenant met last always stays: reading it anew for each event
 * would hold up all others.
 */
export function createRegistry({ maxWeight = 300_000 } = {}): Registry {
  const tenants = new LRUCache<string, TenantEntry>({
    max: maxTenants,
    maxSize: maxWeight,
    sizeCalculation: ({ matcher }) => Math.max(1, Math.min(maxWeight, matcher.weigh())),
  });
  let batches = 0;
  const findEntry = async (batch: Batch, event: MatchableEvent): Promise<TenantEntry> => {
    const known = tenants.get(event.tenantId);
    if (known && isCurrent(known, batch, event)) return known;
    tenants.delete(event.tenantId); // its size is taken anew, and half a refresh is none
    const entry = await refreshEntry(batch, event.tenantId, known);
    tenants.set(event.tenantId, entry);
    return entry;
  };
  return {
    openBatch: (tx, createPace) => {
      batches += 1;
      const batch = { tx, number: batches, paceOf: onePerTenant(createPace) };
      return async (event, data) => {
        const { matcher } = await findEntry(batch, event);
        return matchAtPace(matcher, { event, data, pace: batch.paceOf(event.tenantId) });
      };
    },
    forget: (tenantId) => void tenants.delete(tenantId),
    clear: () => tenants.clear(),
  };
}

function onePerTenant(createPace: () => Pace): (tenantId: string) => Pace {
  const paces = new Map<string, Pace>();
  return (tenantId) => {
    const pace = paces.get(tenantId) ?? createPace();
    paces.set(tenantId, pace);
    return pace;
  };
}

type Matching = { event: MatchableEvent; data: () => unknown; pace: Pace };

async function matchAtPace(
  matcher: Matcher<RoutedSubscription>,
  { event, data, pace }: Matching,
): Promise<RoutedSubscription[]> {
  pace.begin(msPerEvent);
  const { type } = event;
  const steps = matcher.matchInSteps({ type, data, envelope: () => toFilterEnvelope(event) });
  while (steps.next()) {
    const rest = pace.breathe();
    if (rest) await rest;
  }
  pace.end();
  return steps.items;
}

/** Newer than the event is right within the batch that read it; in a later one it means that time was turned back. */
function isCurrent(entry: TenantEntry, { number }: Batch, event: MatchableEvent): boolean {
  if (entry.version === event.subscriptionVersion) return true;
  return entry.version > event.subscriptionVersion && entry.batch === number;
}

async function refreshEntry(
  batch: Batch,
  tenantId: string,
  known: TenantEntry | undefined,
): Promise<TenantEntry> {
  const pace = batch.paceOf(tenantId);
  const changes = known ? await batch.tx.loadChanges(tenantId, known.version) : null;
  if (!known || !changes) return loadEntry(batch, tenantId, pace);
  for (const id of changes.removed) known.matcher.delete(id);
  await setRows(known.matcher, changes.changed, pace);
  return { ...known, version: changes.version, batch: batch.number };
}

async function loadEntry(batch: Batch, tenantId: string, pace: Pace): Promise<TenantEntry> {
  const { version, subscriptions } = await batch.tx.loadSubscriptions(tenantId);
  const matcher = createMatcher<RoutedSubscription>();
  await setRows(matcher, subscriptions, pace);
  return { version, batch: batch.number, matcher };
}

/** Compiling takes time, too. */
async function setRows(
  matcher: Matcher<RoutedSubscription>,
  rows: readonly SubscriptionRow[],
  pace: Pace,
): Promise<void> {
  pace.begin(rows.length * msPerSubscription);
  for (const row of rows) {
    setRow(matcher, row);
    const rest = pace.breathe();
    if (rest) await rest;
  }
  pace.end();
}

/**
 * A filter was checked when it was saved. Should one not parse all the same, its subscription matches every event of its
 * type, to be skipped with the reason; it must stop nobody else's.
 */
function setRow(matcher: Matcher<RoutedSubscription>, row: SubscriptionRow): void {
  const compiled = row.filter === null ? null : compileFilter(row.filter);
  const broken = compiled && !compiled.ok ? { brokenFilter: compiled.error.message } : {};
  matcher.set({
    id: row.id,
    eventType: row.eventType,
    filter: compiled?.ok ? compiled.filter : null,
    item: {
      id: row.id,
      scriptId: row.scriptId,
      ...broken,
      priority: row.priority,
      maxAttempts: row.retryCount + 1,
      orderingKey: row.orderingKey === null ? null : compileOrderingKey(row.orderingKey),
      onLoop: row.onLoop,
      active: row.active,
    },
  });
}
