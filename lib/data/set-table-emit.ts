// Whether and with which columns a table may emit: decided before anything is changed.
import { fail, type Result, succeed } from "#lib/shared/failure.ts";
import { failField } from "#lib/shared/parse-input.ts";
import type { DataTable, DataTableInput } from "./data-table-schema.ts";

/** The columns that it shall emit; null for none. */
export function decideEmit(table: DataTable, input: DataTableInput): Result<string[] | null> {
  const known = table.columns.map(({ name }) => name);
  const unknown = input.columns?.find((column) => !known.includes(column));
  if (unknown !== undefined) return noColumn(table, unknown);
  if (!input.emit) return succeed(null);
  if (table.eventTypes.length === 0) return noEventType(table);
  const columns = input.columns ?? table.emitColumns.filter((column) => known.includes(column));
  if (columns.length > 0) return succeed(columns);
  return failField("columns", "name at least one column that its events carry");
}

function noColumn({ name, columns }: DataTable, unknown: string) {
  const known = columns.map((column) => column.name).join(", ");
  return failField("columns", `the table ${name} has no column ${unknown}; it has ${known}`);
}

function noEventType({ name }: DataTable) {
  return fail(
    "invalid_input",
    `The table ${name} cannot emit: ${name}.created is no event type. Rename it: letters, digits and _, a letter first, and not scriptbus.`,
  );
}

export function isSameEmit({ emit, emitColumns }: DataTable, columns: string[] | null): boolean {
  if (columns === null) return !emit;
  return emit && JSON.stringify(emitColumns) === JSON.stringify(columns);
}
