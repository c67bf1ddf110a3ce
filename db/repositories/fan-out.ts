// Writes what the router decided: deliveries, gates and skips. A delivery that its own worker can start at once is
// inserted already leased to it (decision 17), which saves the claim's write and its read of the event.
import type { SqlTx } from "#db/client.ts";
import type { Backoff } from "#lib/deliveries/backoff.ts";
import type { ClaimedDelivery } from "#lib/deliveries/claimed-delivery.ts";
import type { RoutableEvent, Route, RoutedDelivery } from "#lib/subscriptions/route-event.ts";

export type LeasableEvent = RoutableEvent & ClaimedDelivery["event"];
export type RoutedEvent = { event: LeasableEvent; route: Route };

/** What a worker can start at once; `take` counts one delivery of the script against it. */
export type LeaseOffer = { workerId: string; take: (scriptId: string) => boolean };

/** For routers whose worker takes nothing on the way. */
export const noOffer: LeaseOffer = {
  workerId: "00000000-0000-0000-0000-000000000000",
  take: () => false,
};

/** What a run needs to know beside its event and its delivery. */
type Subscribed = {
  subscriptionId: string;
  backoff: Backoff;
  scriptName: string;
  deployedVersion: number;
  tenantSlug: string;
};

type Row = RoutedDelivery & { event: LeasableEvent; leased: boolean };
type LeasedRow = {
  id: string;
  eventId: string;
  subscriptionId: string;
  executionId: string;
  createdAt: Date;
};

/** Resolves with the deliveries that are leased to the offering worker once the transaction has committed. */
export async function fanOut(
  tx: SqlTx,
  routed: readonly RoutedEvent[],
  offer: LeaseOffer,
): Promise<ClaimedDelivery[]> {
  const gates = routed.flatMap(({ event, route }) =>
    route.gate ? [{ ...route.gate, eventId: event.id, tenantId: event.tenantId }] : [],
  );
  const skips = routed.flatMap(({ event, route }) =>
    route.skips.map((skip) => ({ ...skip, eventId: event.id, tenantId: event.tenantId })),
  );
  if (gates.length > 0) await insertGates(tx, JSON.stringify(gates));
  if (skips.length > 0) await insertSkips(tx, JSON.stringify(skips));
  return insertDeliveries(tx, routed, offer);
}

async function insertDeliveries(
  tx: SqlTx,
  routed: readonly RoutedEvent[],
  offer: LeaseOffer,
): Promise<ClaimedDelivery[]> {
  const rows = routed.flatMap(({ event, route }) =>
    route.deliveries.map(
      (delivery): Row => ({ ...delivery, event, leased: isLeased(delivery, offer) }),
    ),
  );
  if (rows.length === 0) return [];
  const leased = rows.filter((row) => row.leased);
  const subscribed = await readSubscribed(tx, leased);
  // A subscription that was deleted a moment ago is nobody's to run: its delivery is closed from the buffer.
  for (const row of leased) row.leased = subscribed.has(row.subscriptionId);
  const written = await writeDeliveries(tx, rows, offer.workerId);
  await passBlocked(tx, rows);
  return leased.flatMap((row) => {
    const lease = written.get(keyOf(row.event.id, row.subscriptionId));
    const details = subscribed.get(row.subscriptionId);
    return lease && details ? [toClaimed(row, lease, details)] : [];
  });
}

/** A delivery with an ordering key is left to the claim, which knows whether the key is free. */
function isLeased({ state, orderingKey, scriptId }: RoutedDelivery, offer: LeaseOffer): boolean {
  return state === "ready" && orderingKey === null && offer.take(scriptId);
}

async function readSubscribed(tx: SqlTx, leased: readonly Row[]): Promise<Map<string, Subscribed>> {
  const ids = [...new Set(leased.map(({ subscriptionId }) => subscriptionId))];
  if (ids.length === 0) return new Map();
  const rows = await tx<Subscribed[]>`
    select s.id as subscription_id, s.backoff, p.name as script_name, p.deployed_version, t.slug as tenant_slug
    from subscriptions s
    join scripts p on p.id = s.script_id and p.deleted_at is null
    join tenants t on t.id = s.tenant_id
    where s.id = any(${ids}::uuid[])`;
  return new Map(rows.map((row) => [row.subscriptionId, row]));
}

/** The leases among them, by event and subscription. */
async function writeDeliveries(
  tx: SqlTx,
  rows: readonly Row[],
  workerId: string,
): Promise<Map<string, LeasedRow>> {
  const input = JSON.stringify(rows.map(toColumns));
  const leases = await tx<LeasedRow[]>`
    with written as (
      insert into deliveries (id, tenant_id, event_id, event_type, event_seq, subscription_id, script_id, state, priority,
        max_attempts, ordering_key, data_bytes, gated, idempotency_key, execution_id, worker_id, claimed_at)
      select d.id, i."tenantId", i."eventId", i."eventType", i."eventSeq", i."subscriptionId", i."scriptId",
        case when i.leased then 'running' else i.state end, i.priority, i."maxAttempts", i."orderingKey",
        i."dataBytes", i.gated, d.id::text, case when i.leased then uuidv7() end,
        case when i.leased then ${workerId}::uuid end, case when i.leased then clock_timestamp() end
      from json_to_recordset(${input}::text::json) as i (
          "tenantId" uuid, "eventId" uuid, "eventType" text, "eventSeq" bigint, "subscriptionId" uuid, "scriptId" uuid,
          state text, priority int, "maxAttempts" int, "orderingKey" text, "dataBytes" int, gated boolean, leased boolean)
      cross join lateral (select uuidv7() as id, i."eventId") d
      returning id, event_id, subscription_id, execution_id, created_at
    )
    select * from written where execution_id is not null`;
  return new Map(leases.map((lease) => [keyOf(lease.eventId, lease.subscriptionId), lease]));
}

/** A gate does not wait for what its ordering key keeps from starting (decision 15). */
async function passBlocked(tx: SqlTx, rows: readonly Row[]): Promise<void> {
  const keyed = rows.filter(
    (row) => row.gated && row.state === "ready" && row.orderingKey !== null,
  );
  if (keyed.length === 0) return;
  const blocked = await tx<{ eventId: string }[]>`
    update deliveries d set gated = false
    from unnest(${keyed.map((row) => row.event.tenantId)}::uuid[], ${keyed.map((row) => row.event.id)}::uuid[],
      ${keyed.map((row) => row.subscriptionId)}::uuid[]) as k (tenant_id, event_id, subscription_id)
    where d.tenant_id = k.tenant_id and d.event_id = k.event_id and d.subscription_id = k.subscription_id
      and d.gated and key_is_taken(d)
    returning d.event_id`;
  const events = blocked.map((row) => row.eventId);
  if (events.length > 0) await tx`select pass_gates(${events}::uuid[])`;
}

function keyOf(eventId: string, subscriptionId: string): string {
  return `${eventId} ${subscriptionId}`;
}

function toColumns({ event, ...delivery }: Row) {
  return {
    ...delivery,
    tenantId: event.tenantId,
    eventId: event.id,
    eventType: event.type,
    eventSeq: event.seq,
    dataBytes: Buffer.byteLength(event.dataJson),
  };
}

function toClaimed(row: Row, lease: LeasedRow, details: Subscribed): ClaimedDelivery {
  const { event } = row;
  return {
    id: lease.id,
    tenantId: event.tenantId,
    tenantSlug: details.tenantSlug,
    subscriptionId: row.subscriptionId,
    scriptId: row.scriptId,
    scriptName: details.scriptName,
    version: details.deployedVersion,
    executionId: lease.executionId,
    attempts: 0,
    maxAttempts: row.maxAttempts,
    crashes: 0,
    priority: row.priority,
    gated: row.gated,
    orderingKey: null,
    idempotencyKey: lease.id,
    backoff: details.backoff,
    deadLetterId: null,
    replayId: null,
    createdAt: lease.createdAt,
    queueWaitMs: 0,
    event,
  };
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
