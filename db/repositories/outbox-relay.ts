// The statements of the relay on the tenants' database: whose turn it is, which rows, and what becomes of them.
import type { Sql, SqlTx } from "#db/client.ts";
import type { KeptVerdict, OutboxRow } from "#lib/events/outbox-row.ts";

/** The channel that a committed row is announced on. */
export async function readWakeUpChannel(data: Sql): Promise<string> {
  const [row] = await data<{ channel: string }[]>`select channel from scriptbus.wake_up`;
  if (!row) throw new Error("the outbox has no channel");
  return row.channel;
}

/** Tenants with queued rows, by id; `after` is the last one of the page before. */
export async function findWaitingTenants(
  data: Sql,
  { after, limit }: { after: string; limit: number },
): Promise<string[]> {
  const next = (tenantId: ReturnType<Sql>) => data`(
    select o.tenant_id from scriptbus.outbox o
    where o.state = 'queued' and o.tenant_id > ${tenantId}
    order by o.tenant_id limit 1)`;
  const rows = await data<{ tenantId: string }[]>`
    with recursive waiting (tenant_id, step) as (
      select ${next(data`${after}::uuid`)}, 1
      union all
      select ${next(data`w.tenant_id`)}, w.step + 1
      from waiting w where w.tenant_id is not null and w.step < ${limit}::int
    )
    select tenant_id from waiting where tenant_id is not null`;
  return rows.map(({ tenantId }) => tenantId);
}

export type Turn = { tenants: readonly string[]; maxRows: number; maxBytes: number };

/**
 * Locks the oldest queued rows of each tenant, an equal share of `maxRows` for each. Never by a position in `seq`: a
 * transaction that commits late leaves rows behind it.
 */
export async function takeRows(
  tx: SqlTx,
  { tenants, maxRows, maxBytes }: Turn,
): Promise<OutboxRow[]> {
  const share = Math.ceil(maxRows / tenants.length);
  return await tx<OutboxRow[]>`
    with candidates as (
      select o.id, o.seq, o.data_bytes, row_number() over (partition by o.tenant_id order by o.seq) as turn
      from unnest(${[...tenants]}::uuid[]) as t (tenant_id) cross join lateral (
        select id, tenant_id, seq, data_bytes from scriptbus.outbox
        where tenant_id = t.tenant_id and state = 'queued'
        order by seq
        limit ${share}::int
      ) o
    ), chosen as (
      select id from (
        select *, sum(data_bytes) over (order by turn, seq) - data_bytes as bytes_before from candidates
      ) in_order
      where bytes_before < ${maxBytes}::int
      order by turn, seq
      limit ${maxRows}::int
    )
    select o.id, o.tenant_id, o.type, o.source, o.subject, to_json(o."time") #>> '{}' as "time", o.causation_id,
      o.correlation_id, o.hop, o.path, o.data::text as data_json
    from chosen join scriptbus.outbox o on o.id = chosen.id
    where o.state || '' = 'queued'
    order by o.seq
    for update of o skip locked`;
}

export async function deleteRows(sql: Sql | SqlTx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await sql`delete from scriptbus.outbox where id = any(${[...ids]}::uuid[])`;
}

export type KeptRow = KeptVerdict & { id: string };

export async function keepRows(sql: Sql | SqlTx, rows: readonly KeptRow[]): Promise<void> {
  if (rows.length === 0) return;
  const ids = rows.map(({ id }) => id);
  const states = rows.map(({ state }) => state);
  const reasons = rows.map(({ reason }) => reason);
  await sql`
    update scriptbus.outbox o set state = k.state, reason = k.reason
    from unnest(${ids}::uuid[], ${states}::text[], ${reasons}::text[]) as k (id, state, reason)
    where o.id = k.id and o.state = 'queued'`;
}

/** Those of the ids whose rows are still there, in whatever state. */
export async function findRows(data: Sql, ids: readonly string[]): Promise<string[]> {
  const rows = await data<{ id: string }[]>`
    select id from scriptbus.outbox where id = any(${[...ids]}::uuid[])`;
  return rows.map(({ id }) => id);
}

export type OutboxSize = { state: string; count: number };

export async function countRows(data: Sql): Promise<OutboxSize[]> {
  return await data<OutboxSize[]>`
    select state, count(*)::int as count from scriptbus.outbox group by state`;
}
