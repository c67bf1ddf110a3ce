// A tenant's own tables as REST shows them, and what switches their events.
import { z } from "zod";
import { pageQuery } from "#lib/shared/paging.ts";
import { listOf } from "#lib/shared/schemas.ts";

/** A name of PostgreSQL's. */
const isName = (text: string) =>
  text !== "" && Buffer.byteLength(text) <= 63 && text.isWellFormed() && !text.includes("\0");

const columnName = z.string().refine(isName, "is a column's name: 1 to 63 bytes");

export const dataTableParams = z.object({ name: z.string().refine(isName) });

/** By name. */
export const dataTableQuery = z.object(pageQuery(isName));

export const dataTableInput = z.strictObject({
  emit: z.boolean().meta({ description: "Whether its rows become events" }),
  columns: z
    .array(columnName)
    .max(1_600)
    .transform((columns) => [...new Set(columns)])
    .optional()
    .meta({
      description: "The columns an event carries; left out, those it carried before",
    }),
});
export type DataTableInput = z.output<typeof dataTableInput>;

const columnSchema = z.object({ name: z.string(), type: z.string() });

export const dataTableSchema = z
  .object({
    name: z.string(),
    columns: z.array(columnSchema),
    emit: z.boolean(),
    emitColumns: z.array(z.string()).meta({ description: "Empty while it does not emit" }),
    eventTypes: z.array(z.string()).meta({
      description: "What its rows are as events; empty: no event type can begin with its name",
    }),
  })
  .meta({ id: "DataTable" });
export type DataTable = z.output<typeof dataTableSchema>;

export const dataTableList = listOf(dataTableSchema);

/** As the tenants' own database tells them. */
export const storedColumns = z.array(columnSchema);
export const storedEmitColumns = z.array(z.string());
