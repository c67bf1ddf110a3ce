import { defineApiWithoutTransaction } from "#app/_server/api.ts";
import { putDataTable } from "#app/_server/data-tables.ts";
import { dataDatabase } from "#app/_server/database.ts";
import { defineRoute } from "#app/_server/define-route.ts";
import { dataTableOperations } from "#app/_server/operations/data-tables.ts";
import { getDataTable } from "#db/repositories/data-tables.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute({
  GET: defineApiWithoutTransaction(dataTableOperations.get, ({ actor, params }) =>
    getDataTable(dataDatabase(), actor, params.name),
  ),
  PUT: defineApiWithoutTransaction(dataTableOperations.put, ({ actor, params, body }) =>
    putDataTable(actor, params.name, body),
  ),
});
