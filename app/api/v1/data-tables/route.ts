import { defineApiWithoutTransaction } from "#app/_server/api.ts";
import { dataDatabase } from "#app/_server/database.ts";
import { defineRoute } from "#app/_server/define-route.ts";
import { dataTableOperations } from "#app/_server/operations/data-tables.ts";
import { listDataTables } from "#db/repositories/data-tables.ts";
import { succeed } from "#lib/shared/failure.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute({
  GET: defineApiWithoutTransaction(dataTableOperations.list, async ({ actor, query }) =>
    succeed(await listDataTables(dataDatabase(), actor, query)),
  ),
});
