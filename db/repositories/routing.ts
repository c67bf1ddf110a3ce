// The router's memory: takes due events under their tenants' locks and writes what was decided, in one transaction.
import type { Sql, SqlTx } from "#db/client.ts";
import type { ClaimedDelivery } from "#lib/deliveries/claimed-delivery.ts";
import type { RoutableEvent } from "#lib/subscriptions/route-event.ts";
import { fanOut, type LeaseOffer, type RoutedEvent } from "./fan-out.ts";

/** An event with its whole envelope, as a run of it will see it. */
export type DueEvent = RoutableEvent &
  ClaimedDelivery["event"] & {
    dueAt: Date;
    /** The tenant's subscription version at this moment: a registry that is behind must refresh first. */
    subscriptionVersion: number;
  };

export type SubscriptionRow = {
  id: string;
  scriptId: string;
  eventType: string;
  filter: string | null;
  priority: number;
  retryCount: number;
  orderingKey: string | null;
  onLoop: "avoid" | "allow";
  active: boolean;
};

export type TenantSubscriptions = { version: number; subscriptions: SubscriptionRow[] };

/** What happened to a tenant's subscriptions since a version, all as of `version`. */
export type SubscriptionChanges = {
  version: number;
  /** Written, and perhaps some that were written just before; living scripts' only. */
  changed: SubscriptionRow[];
  /** Ids, of which some may never have been seen. */
  removed: string[];
};

/** Tenants to take events of: all, these, or all but these. */
export type TenantChoice = { only: readonly string[] } | { except: readonly string[] };

export type RoutingTx = {
  /** At most `limit` events in equal shares: one of each tenant, then the next of each; oldest first within one. */
  takeDue: (limit: number, of?: TenantChoice) => Promise<DueEvent[]>;
  /** Events that were taken and not routed after all. */
  putBack: (events: readonly DueEvent[]) => Promise<void>;
  loadSubscriptions: (tenantId: string) => Promise<TenantSubscriptions>;
  /** Null when `since` is too long ago, or is yet to come: then they must be loaded. */
  loadChanges: (tenantId: string, since: number) => Promise<SubscriptionChanges | null>;
  /** Resolves with the deliveries that were leased to the offering worker on the way. */
  fanOut: (routed: readonly RoutedEvent[], offer: LeaseOffer) => Promise<ClaimedDelivery[]>;
};

/** Events taken by `work` are routed exactly once: their rows go with the transaction that fans them out. */
export function routeInTransaction<T>(sql: Sql, work: (tx: RoutingTx) => Promise<T>): Promise<T> {
  return sql.begin((tx) =>
    work({
      takeDue: (limit, of) => takeDue(tx, limit, of),
      putBack: (events) => putBack(tx, events),
      loadSubscriptions: (tenantId) => loadSubscriptions(tx, tenantId),
      loadChanges: (tenantId, since) => loadChanges(tx, tenantId, since),
      fanOut: (routed, offer) => fanOut(tx, routed, offer),
    }),
  ) as Promise<T>;
}

async function takeDue(
  tx: SqlTx,
  limit: number,
  of: TenantChoice = { except: [] },
): Promise<DueEvent[]> {
  const tenants = await lockTenants(tx, of);
  if (tenants.length === 0) return [];
  const share = Math.max(1, Math.floor(limit / tenants.length));
  const taken = await tx<TakenRow[]>`
    with due as (
      select u.event_id
      from unnest(${tenants}::uuid[]) as t (tenant_id)
      cross join lateral (
        select event_id from unrouted_events
        where tenant_id = t.tenant_id and due_at <= now()
        order by due_at, seq
        limit ${share}
      ) u
    )
    delete from unrouted_events where event_id in (select event_id from due)
    returning event_id, due_at`;
  return readEvents(tx, taken);
}

type TakenRow = { eventId: string; dueAt: Date };

async function putBack(tx: SqlTx, events: readonly DueEvent[]): Promise<void> {
  const rows = events.map(({ id, tenantId, seq, dueAt }) => ({ id, tenantId, seq, dueAt }));
  await tx`
    insert into unrouted_events (event_id, tenant_id, seq, due_at)
    select id, "tenantId", seq, "dueAt" from json_to_recordset(${JSON.stringify(rows)}::text::json) as i (
      id uuid, "tenantId" uuid, seq bigint, "dueAt" timestamptz)`;
}

/**
 * Tenants with something due, each locked until the transaction ends; another router's tenants are passed over. The
 * case keeps the order: whose events are not wanted is not locked either.
 */
async function lockTenants(tx: SqlTx, of: TenantChoice): Promise<string[]> {
  const chosen = "only" in of ? of.only : of.except;
  const isChosen = "only" in of;
  const rows = await tx<{ tenantId: string }[]>`
    with recursive waiting as (
      (select tenant_id from unrouted_events order by tenant_id limit 1)
      union all
      select n.tenant_id from waiting w cross join lateral (
        select tenant_id from unrouted_events where tenant_id > w.tenant_id order by tenant_id limit 1
      ) n
    )
    select tenant_id from waiting
    where case
      when (tenant_id = any(${chosen}::uuid[])) <> ${isChosen} then false
      when exists (select from unrouted_events u where u.tenant_id = waiting.tenant_id and u.due_at <= now())
      then pg_try_advisory_xact_lock(hashtextextended('scriptbus:route:' || tenant_id, 0))
      else false
    end`;
  return rows.map((row) => row.tenantId);
}

async function readEvents(tx: SqlTx, taken: readonly TakenRow[]): Promise<DueEvent[]> {
  if (taken.length === 0) return [];
  const dueAt = new Map(taken.map((row) => [row.eventId, row.dueAt]));
  const sorted = [...dueAt.keys()].sort();
  // The bounds prune partitions; a list of ids alone does not.
  const events = await tx<Omit<DueEvent, "dueAt">[]>`
    select e.id, e.tenant_id, e.seq, e.type, e.source, e.external_id, e.subject, e."time", e.received_at,
      e.correlation_id, e.causation_id, e.hop, e.path, e.replay_of, e.traceparent, e.extensions,
      e.data::text as data_json, t.subscription_version
    from events e join tenants t on t.id = e.tenant_id
    where e.id = any(${sorted}::uuid[])
      and e.id >= ${sorted[0] ?? ""}::uuid and e.id <= ${sorted.at(-1) ?? ""}::uuid
    order by row_number() over (partition by e.tenant_id order by e.seq), e.seq`;
  return events.map((event) => ({ ...event, dueAt: dueAt.get(event.id) ?? new Date() }));
}

async function loadSubscriptions(tx: SqlTx, tenantId: string): Promise<TenantSubscriptions> {
  const rows = await tx<(SubscriptionRow & { version: number })[]>`
    select t.subscription_version as version, s.id, s.script_id, s.event_type, s.filter, s.priority, s.retry_count,
      s.ordering_key, s.on_loop, s.active
    from tenants t
    left join (subscriptions s join scripts c on c.id = s.script_id and c.deleted_at is null) on s.tenant_id = t.id
    where t.id = ${tenantId}`;
  return {
    version: rows[0]?.version ?? 0,
    subscriptions: rows.filter((row) => row.id !== null),
  };
}

/** Changes are noted for so many versions (db/migrations/0008_subscription_changes.sql). */
const notedVersions = 1_000;

type ChangeRow = SubscriptionRow & { version: number; changedId: string | null };

/** One statement, so that version and rows are of one moment. Those of `since` itself may be younger than its reading. */
async function loadChanges(
  tx: SqlTx,
  tenantId: string,
  since: number,
): Promise<SubscriptionChanges | null> {
  const rows = await tx<ChangeRow[]>`
    select t.subscription_version as version, n.subscription_id as changed_id, s.id, s.script_id, s.event_type, s.filter,
      s.priority, s.retry_count, s.ordering_key, s.on_loop, s.active
    from tenants t
    left join lateral (
      select distinct subscription_id from subscription_changes where tenant_id = t.id and version >= ${since}
    ) n on true
    left join (subscriptions s join scripts c on c.id = s.script_id and c.deleted_at is null)
      on s.tenant_id = t.id and s.id = n.subscription_id
    where t.id = ${tenantId}`;
  const version = rows[0]?.version ?? 0;
  if (version < since || version - since > notedVersions) return null;
  const removed = rows.flatMap(({ id, changedId }) => (id === null ? (changedId ?? []) : []));
  return { version, changed: rows.filter(({ id }) => id !== null), removed };
}
