// Rows of the tenants' outbox that could not become events: what the relay kept of them, for people. They are in the
// tenants' own database, which has no row-level security here: the tenant is part of every statement.
import type { Sql } from "#db/client.ts";
import { type Page, type PageRequest, toPage } from "#lib/shared/paging.ts";

export type KeptOutboxRow = {
  id: string;
  state: "refused" | "quarantined";
  reason: string;
  type: string;
  source: string;
  subject: string | null;
  /** ISO 8601; `infinity` and years before Christ as Postgres prints them. */
  time: string;
  hop: number;
  /** The execution whose statement wrote it. */
  causationId: string | null;
  dataBytes: number;
  /** The first thousand characters of its data. */
  dataStart: string;
};

/** Newest first; the cursor is a position, a whole number. */
export async function listKeptRows(
  data: Sql,
  tenantId: string,
  page: PageRequest,
): Promise<Page<KeptOutboxRow>> {
  const rows = await data<(KeptOutboxRow & { seq: number })[]>`
    select id, seq, state, reason, type, source, subject, to_json("time") #>> '{}' as "time", hop, causation_id, data_bytes,
      left(data::text, 1000) as data_start
    from scriptbus.outbox
    where tenant_id = ${tenantId} and state <> 'queued' and seq < coalesce(${page.cursor ?? null}::bigint, 9223372036854775807)
    order by seq desc limit ${page.limit + 1}`;
  return toPage(rows, page, { key: ({ seq }) => seq, item: ({ seq: _, ...row }) => row });
}

/** Puts them back in the queue, where the relay judges them again; resolves with how many. */
export async function retryKeptRows(
  data: Sql,
  tenantId: string,
  ids: readonly string[],
): Promise<number> {
  const { count } = await data`
    update scriptbus.outbox set state = 'queued', reason = null
    where tenant_id = ${tenantId} and id = any(${[...ids]}::uuid[]) and state <> 'queued'`;
  return count;
}

/** False when the tenant has no such row. */
export async function discardKeptRow(data: Sql, tenantId: string, id: string): Promise<boolean> {
  const { count } = await data`
    delete from scriptbus.outbox where tenant_id = ${tenantId} and id = ${id} and state <> 'queued'`;
  return count > 0;
}
