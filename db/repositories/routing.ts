// The router's memory: takes due events under their tenants' locks and writes what was decided, in one transaction.
import type { Sql, SqlTx } from "#db/client.ts";
import type { RoutableEvent, Route } from "#lib/subscriptions/route-event.ts";

export type DueEvent = RoutableEvent & {
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

export type RoutedEvent = { event: DueEvent; route: Route };

export type RoutingTx = {
  /** At most `limit` events, oldest first, tenants taking equal shares. */
  takeDue: (limit: number) => Promise<DueEvent[]>;
  loadSubscriptions: (tenantId: string) => Promise<TenantSubscriptions>;
  fanOut: (routed: readonly RoutedEvent[]) => Promise<void>;
};

/** Events taken by `work` are routed exactly once: their rows go with the transaction that fans them out. */
export function routeInTransaction<T>(sql: Sql, work: (tx: RoutingTx) => Promise<T>): Promise<T> {
  return sql.begin((tx) =>
    work({
      takeDue: (limit) => takeDue(tx, limit),
      loadSubscriptions: (tenantId) => loadSubscriptions(tx, tenantId),
      fanOut: (routed) => fanOut(tx, routed),
    }),
  ) as Promise<T>;
}

async function takeDue(tx: SqlTx, limit: number): Promise<DueEvent[]> {
  const tenants = await lockTenants(tx);
  if (tenants.length === 0) return [];
  const share = Math.max(1, Math.floor(limit / tenants.length));
  const taken = await tx<{ eventId: string }[]>`
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
    returning event_id`;
  return readEvents(
    tx,
    taken.map((row) => row.eventId),
  );
}

/** Tenants with something due, each locked until the transaction ends; another router's tenants are passed over. */
async function lockTenants(tx: SqlTx): Promise<string[]> {
  const rows = await tx<{ tenantId: string }[]>`
    with recursive waiting as (
      (select tenant_id from unrouted_events order by tenant_id limit 1)
      union all
      select n.tenant_id from waiting w cross join lateral (
        select tenant_id from unrouted_events where tenant_id > w.tenant_id order by tenant_id limit 1
      ) n
    )
    select tenant_id from waiting
    where exists (select from unrouted_events u where u.tenant_id = waiting.tenant_id and u.due_at <= now())
      and pg_try_advisory_xact_lock(hashtextextended('scriptbus:route:' || tenant_id, 0))`;
  return rows.map((row) => row.tenantId);
}

async function readEvents(tx: SqlTx, ids: readonly string[]): Promise<DueEvent[]> {
  if (ids.length === 0) return [];
  const sorted = [...ids].sort();
  // The bounds prune partitions; a list of ids alone does not.
  return await tx<DueEvent[]>`
    select e.id, e.tenant_id, e.seq, e.type, e.source, e.subject, e."time", e.hop, e.path, e.replay_of,
      e.data::text as data_json, t.subscription_version
    from events e join tenants t on t.id = e.tenant_id
    where e.id = any(${sorted}::uuid[])
      and e.id >= ${sorted[0] ?? ""}::uuid and e.id <= ${sorted.at(-1) ?? ""}::uuid
    order by e.seq`;
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

async function fanOut(tx: SqlTx, routed: readonly RoutedEvent[]): Promise<void> {
  const deliveries = routed.flatMap(({ event, route }) =>
    route.deliveries.map((delivery) => ({ ...delivery, ...eventColumns(event) })),
  );
  const gates = routed.flatMap(({ event, route }) =>
    route.gate ? [{ ...route.gate, eventId: event.id, tenantId: event.tenantId }] : [],
  );
  const skips = routed.flatMap(({ event, route }) =>
    route.skips.map((skip) => ({ ...skip, eventId: event.id, tenantId: event.tenantId })),
  );
  if (gates.length > 0) await insertGates(tx, JSON.stringify(gates));
  if (deliveries.length > 0) await insertDeliveries(tx, JSON.stringify(deliveries));
  if (skips.length > 0) await insertSkips(tx, JSON.stringify(skips));
}

function eventColumns(event: DueEvent) {
  return {
    tenantId: event.tenantId,
    eventId: event.id,
    eventType: event.type,
    eventSeq: event.seq,
    dataBytes: Buffer.byteLength(event.dataJson),
    replay: event.replayOf !== null,
  };
}

async function insertDeliveries(tx: SqlTx, rows: string): Promise<void> {
  await tx`
    insert into deliveries (id, tenant_id, event_id, event_type, event_seq, subscription_id, script_id, state, priority,
      max_attempts, ordering_key, data_bytes, gated, idempotency_key)
    select d.id, i."tenantId", i."eventId", i."eventType", i."eventSeq", i."subscriptionId", i."scriptId", i.state,
      i.priority, i."maxAttempts", i."orderingKey", i."dataBytes", i.gated, d.id::text
    from json_to_recordset(${rows}::text::json) as i (
        "tenantId" uuid, "eventId" uuid, "eventType" text, "eventSeq" bigint, "subscriptionId" uuid, "scriptId" uuid,
        state text, priority int, "maxAttempts" int, "orderingKey" text, "dataBytes" int, gated boolean)
    cross join lateral (select uuidv7() as id, i."eventId") d`;
}

async function insertGates(tx: SqlTx, rows: string): Promise<void> {
  await tx`
    insert into event_gates (event_id, tenant_id, open_priority, remaining)
    select "eventId", "tenantId", "openPriority", remaining
    from json_to_recordset(${rows}::text::json) as i (
      "eventId" uuid, "tenantId" uuid, "openPriority" int, remaining int)`;
}

async function insertSkips(tx: SqlTx, rows: string): Promise<void> {
  await tx`
    insert into event_skips (event_id, tenant_id, subscription_id, reason, detail)
    select "eventId", "tenantId", "subscriptionId", reason, detail
    from json_to_recordset(${rows}::text::json) as i (
      "eventId" uuid, "tenantId" uuid, "subscriptionId" uuid, reason text, detail text)`;
}
