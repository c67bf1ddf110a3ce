// The platform's side of the relay: an outbox row becomes an event together with its receipt, which keeps it from
// becoming another one. A receipt must not go before its row is gone (docs/adr/0023).
import type { Sql, SqlTx } from "#db/client.ts";
import type { IncomingEvent } from "#lib/events/event-input.ts";
import type { OutboxRow } from "#lib/events/outbox-row.ts";
import type { TenantLimits } from "#lib/tenancy/tenant-limits.ts";

/** `limits` is null when there is no such tenant. */
export type TurnTenant = { id: string; limits: Partial<TenantLimits> | null };

/** Those of the tenants that no other relay holds, until the transaction ends: events are written under this lock. */
export async function lockTenants(tx: SqlTx, ids: readonly string[]): Promise<TurnTenant[]> {
  return await tx<TurnTenant[]>`
    select w.id, t.limits
    from unnest(${[...ids]}::uuid[]) as w (id) left join tenants t on t.id = w.id
    where pg_try_advisory_xact_lock(hashtextextended('scriptbus:relay:' || w.id, 0))`;
}

export type ReadyRow = { row: OutboxRow; event: IncomingEvent };

/** Resolves with the number of events: rows that have their receipt already become none. */
export async function writeEvents(tx: SqlTx, ready: readonly ReadyRow[]): Promise<number> {
  if (ready.length === 0) return 0;
  const input = `[${ready.map(toJson).join(",")}]`;
  const stored = await tx`
    with input as materialized (
      select uuidv7() as id, i.* from json_to_recordset(${input}::text::json) as i (
        place int, row_id uuid, tenant_id uuid, type text, source text, subject text, "time" timestamptz,
        correlation_id uuid, causation_id uuid, hop int, path uuid[], data json)
    ), receipts as (
      insert into outbox_receipts (row_id, tenant_id)
      select row_id, tenant_id from input order by row_id
      on conflict do nothing
      returning row_id
    ), stored as (
      insert into events (id, tenant_id, type, source, external_id, subject, "time", correlation_id, causation_id, hop,
        path, data)
      select id, tenant_id, type, source, row_id, subject, "time", coalesce(correlation_id, id), causation_id, hop,
        path, coalesce(data, 'null')
      from input where row_id in (select row_id from receipts) order by place
      returning id, tenant_id, seq
    )
    insert into unrouted_events (event_id, tenant_id, seq) select id, tenant_id, seq from stored`;
  return stored.count;
}

/** The payload goes in as it was stored: the item is put together as text around it. */
function toJson({ row, event }: ReadyRow, place: number): string {
  const envelope = JSON.stringify({
    place,
    row_id: row.id,
    tenant_id: row.tenantId,
    type: event.type,
    source: event.source,
    subject: event.subject,
    time: event.time,
    correlation_id: row.correlationId,
    causation_id: row.causationId,
    hop: row.hop,
    path: row.path,
  });
  return `${envelope.slice(0, -1)},"data":${event.dataJson}}`;
}

/** Only of rows whose removal has been committed. */
export async function removeReceipts(sql: Sql, rowIds: readonly string[]): Promise<void> {
  if (rowIds.length === 0) return;
  await sql`delete from outbox_receipts where row_id = any(${[...rowIds]}::uuid[])`;
}

/** Rows whose receipts a relay has left behind: older than an hour. */
export async function findOldReceipts(sql: Sql, limit: number): Promise<string[]> {
  const rows = await sql<{ rowId: string }[]>`
    select row_id from outbox_receipts where relayed_at < now() - interval '1 hour' limit ${limit}`;
  return rows.map(({ rowId }) => rowId);
}
