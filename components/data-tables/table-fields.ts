// The names of the fields in a table's form: what it draws is what the server reads.
import type { DataTable, DataTableInput } from "#lib/data/data-table-schema.ts";
import { looksSecret } from "#lib/data/table-events.ts";

const prefix = "column:";

export function columnField(column: string): string {
  return `${prefix}${column}`;
}

/** Boxes that are not ticked are not sent; while it is switched off they say nothing. */
export function readTableFields(fields: Readonly<Record<string, string>>): DataTableInput {
  if (fields["emit"] !== "on") return { emit: false };
  const columns = Object.keys(fields).flatMap((field) =>
    field.startsWith(prefix) ? [field.slice(prefix.length)] : [],
  );
  return { emit: true, columns };
}

/** Ticked while the table does not emit yet: all but what looks like a secret. */
export function offeredColumns({ emit, emitColumns, columns }: DataTable): string[] {
  if (emit) return emitColumns;
  return columns.map(({ name }) => name).filter((name) => !looksSecret(name));
}

/** An id that any name may be part of. */
export function tableId(name: string): string {
  const bytes = [...new TextEncoder().encode(name)];
  return `table-${bytes.map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}
