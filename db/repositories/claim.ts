// The claim: leases due deliveries to one worker. Tenants take turns, then the oldest go first (decision 17).
import type { Sql } from "#db/client.ts";
import type { ClaimedDelivery } from "#lib/deliveries/claimed-delivery.ts";
import { claimableLines } from "./claimable-lines.ts";

export type ClaimOptions = {
  workerId: string;
  /** At most this many deliveries. */
  limit: number;
  /** How many more of a script this worker can use; 0 leaves its deliveries alone. */
  scriptCaps: ReadonlyMap<string, number>;
  /** For scripts that are not named. */
  defaultCap: number;
  /** Tenants to leave out. */
  exceptTenants: readonly string[];
};

/** Deliveries a tenant may take in one claim before the others have had theirs. */
const turnSize = 16;
const maxPayloadBytes = 8 * 1024 * 1024;

type ClaimRow = Omit<ClaimedDelivery, "event"> & {
  eventId: string;
  eventType: string;
} & Omit<ClaimedDelivery["event"], "id" | "type">;

/** The execution id of each row is new and is the fencing token of its lease. */
export async function claimDeliveries(sql: Sql, options: ClaimOptions): Promise<ClaimedDelivery[]> {
  const { workerId, limit, scriptCaps, defaultCap, exceptTenants } = options;
  const rows = await sql<ClaimRow[]>`
    with recursive lines as (
      ${claimableLines(sql)}
    ), open_lines as (
      select l.tenant_id, l.subscription_id, s.script_id, coalesce(c.cap, ${defaultCap}::int) as script_cap,
        least(coalesce(c.cap, ${defaultCap}::int), case when count(*) over () * ${turnSize}::int >= ${limit}::int then ${turnSize}::int else ${limit}::int end) as cap
      from lines l
      join subscriptions s on s.id = l.subscription_id
      join scripts p on p.id = s.script_id and p.deleted_at is null
      left join unnest(${[...scriptCaps.keys()]}::uuid[], ${[...scriptCaps.values()]}::int[]) as c (script_id, cap)
        on c.script_id = s.script_id
      where not l.tenant_id = any(${[...exceptTenants]}::uuid[])
    ), candidates as (
      select d.*, l.script_cap, row_number() over (partition by l.script_id order by d.due_at, d.event_seq) as of_script
      from open_lines l cross join lateral (
        select d.id, d.tenant_id, d.due_at, d.event_seq, d.data_bytes from deliveries d
        where d.tenant_id = l.tenant_id and d.subscription_id = l.subscription_id
          and d.state in ('ready', 'scheduled') and d.due_at <= now()
          and (d.ordering_key is null or not exists (
            -- The key's oldest delivery blocks the rest until it is terminal, that is: gone from here.
            select from deliveries o
            where o.subscription_id = d.subscription_id and o.ordering_key = d.ordering_key
              and (o.event_seq, o.id) < (d.event_seq, d.id)) and not exists (
            -- A delayed event may come after younger ones have started.
            select from deliveries o
            where o.subscription_id = d.subscription_id and o.ordering_key = d.ordering_key and o.state = 'running'))
        order by d.due_at, d.event_seq
        limit l.cap
      ) d
    ), turns as (
      -- One of each tenant, then the next of each; beyond the turn only age counts.
      select id, due_at, event_seq, data_bytes,
        least(row_number() over (partition by tenant_id order by due_at, event_seq), ${turnSize + 1}::int) as turn
      from candidates where of_script <= script_cap
    ), chosen as (
      select id from (
        select *, sum(data_bytes) over (order by turn, due_at, event_seq, id) - data_bytes as bytes_before
        from turns
      ) in_order
      where bytes_before < ${maxPayloadBytes}::int
      order by turn, due_at, event_seq
      limit ${limit}::int
    ), locked as (
      -- Looked at again under the lock. As an expression, because the bare column would invite the planner to read the
      -- whole claim index, which it believes to be small, for each of the chosen.
      select d.id from chosen join deliveries d on d.id = chosen.id
      where d.state || '' in ('ready', 'scheduled') and d.due_at <= now()
      for update of d skip locked
    ), claimed as (
      update deliveries d
      set state = 'running', execution_id = uuidv7(), worker_id = ${workerId}, claimed_at = clock_timestamp()
      from locked where d.id = locked.id
      returning d.*
    )
    select d.id, d.tenant_id, t.slug as tenant_slug, d.subscription_id, d.script_id, p.name as script_name,
      coalesce(d.pinned_version, p.deployed_version) as version, d.execution_id, d.attempts, d.max_attempts, d.crashes,
      d.priority, d.gated, d.ordering_key, d.idempotency_key, s.backoff, d.dead_letter_id, d.replay_id, d.created_at,
      greatest(0, extract(epoch from d.claimed_at - d.due_at) * 1000)::float8 as queue_wait_ms,
      e.id as event_id, e.type as event_type, e.source, e.external_id, e.subject, e."time", e.received_at,
      e.correlation_id, e.causation_id, e.hop, e.path, e.replay_of, e.traceparent, e.extensions,
      e.data::text as data_json
    from claimed d
    join events e on e.id = d.event_id
    join subscriptions s on s.id = d.subscription_id
    join scripts p on p.id = d.script_id
    join tenants t on t.id = d.tenant_id
    order by d.due_at, d.event_seq`;
  return rows.map(toClaimed);
}

/** Field by field: copying "the rest" of thirty fields is what the claim would spend its time on. */
function toClaimed(row: ClaimRow): ClaimedDelivery {
  return {
    id: row.id,
    tenantId: row.tenantId,
    tenantSlug: row.tenantSlug,
    subscriptionId: row.subscriptionId,
    scriptId: row.scriptId,
    scriptName: row.scriptName,
    version: row.version,
    executionId: row.executionId,
    attempts: row.attempts,
    maxAttempts: row.maxAttempts,
    crashes: row.crashes,
    priority: row.priority,
    gated: row.gated,
    orderingKey: row.orderingKey,
    idempotencyKey: row.idempotencyKey,
    backoff: row.backoff,
    deadLetterId: row.deadLetterId,
    replayId: row.replayId,
    createdAt: row.createdAt,
    queueWaitMs: row.queueWaitMs,
    event: toEvent(row),
  };
}

function toEvent(row: ClaimRow): ClaimedDelivery["event"] {
  return {
    id: row.eventId,
    type: row.eventType,
    source: row.source,
    externalId: row.externalId,
    subject: row.subject,
    time: row.time,
    receivedAt: row.receivedAt,
    correlationId: row.correlationId,
    causationId: row.causationId,
    hop: row.hop,
    path: row.path,
    replayOf: row.replayOf,
    traceparent: row.traceparent,
    extensions: row.extensions,
    dataJson: row.dataJson,
  };
}
