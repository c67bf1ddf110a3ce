// A tenant's tables in the tenants' own database and the switch of their events. That database knows no row-level
// security here: the tenant is part of every statement.
import type { Sql } from "#db/client.ts";
import { type DataTable, storedColumns, storedEmitColumns } from "#lib/data/data-table-schema.ts";
import { tableEventTypes } from "#lib/data/table-events.ts";
import { fail, type Result, succeed } from "#lib/shared/failure.ts";
import { type Page, type PageRequest, toPage } from "#lib/shared/paging.ts";
import type { Actor } from "#lib/tenancy/actor.ts";

/** Both lists as JSON. */
type Row = { name: string; columns: string; emitColumns: string | null };

/** By name. */
export async function listDataTables(
  data: Sql,
  { tenantId }: Pick<Actor, "tenantId">,
  page: PageRequest,
): Promise<Page<DataTable>> {
  const rows = await data<Row[]>`
    select name, columns, emit_columns from scriptbus.data_tables(${tenantId})
    where name collate "C" > ${page.cursor ?? ""} order by name collate "C" limit ${page.limit + 1}`;
  return toPage(rows, page, { key: ({ name }) => name, item: toDataTable });
}

export async function getDataTable(
  data: Sql,
  { tenantId }: Pick<Actor, "tenantId">,
  name: string,
): Promise<Result<DataTable>> {
  const [row] = await data<Row[]>`
    select name, columns, emit_columns from scriptbus.data_tables(${tenantId}) where name = ${name}`;
  return row ? succeed(toDataTable(row)) : fail("not_found", "There is no such table.");
}

/** Null turns its events off. False when the table is gone. */
export async function setTableEmit(
  data: Sql,
  { tenantId }: Pick<Actor, "tenantId">,
  { name, columns }: { name: string; columns: string[] | null },
): Promise<boolean> {
  const json = columns === null ? null : JSON.stringify(columns);
  const [row] = await data<{ isSet: boolean }[]>`
    select scriptbus.set_table_emit(${tenantId}, ${name}, ${json}::text::json) as is_set`;
  return row?.isSet ?? false;
}

function toDataTable({ name, columns, emitColumns }: Row): DataTable {
  return {
    name,
    columns: storedColumns.parse(JSON.parse(columns)),
    emit: emitColumns !== null,
    emitColumns: emitColumns === null ? [] : storedEmitColumns.parse(JSON.parse(emitColumns)),
    eventTypes: tableEventTypes(name),
  };
}
