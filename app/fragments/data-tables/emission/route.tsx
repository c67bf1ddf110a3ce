import { z } from "zod";
import { putDataTable } from "#app/_server/data-tables.ts";
import { defineRoute } from "#app/_server/define-route.ts";
import { defineFragmentWithoutTransaction } from "#app/_server/fragment.tsx";
import { DataTableRow } from "#components/data-tables/data-table-row.tsx";
import { readTableFields } from "#components/data-tables/table-fields.ts";
import { dataTableParams } from "#lib/data/data-table-schema.ts";
import { succeed } from "#lib/shared/failure.ts";

const form = z
  .looseObject(dataTableParams.shape)
  .catchall(z.string())
  .transform(({ name, ...fields }) => ({ name, input: readTableFields(fields) }));

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute({
  PUT: defineFragmentWithoutTransaction(
    { scope: "manage", form },
    async ({ actor, form: sent }) => {
      const table = await putDataTable(actor, sent.name, sent.input);
      return table.ok ? succeed({ node: <DataTableRow table={table.value} mayManage /> }) : table;
    },
  ),
});
