import { defineApi } from "#app/_server/api.ts";
import { defineRoute } from "#app/_server/define-route.ts";
import { executionOperations } from "#app/_server/operations/executions.ts";
import { listExecutions } from "#db/repositories/executions.ts";
import { succeed } from "#lib/shared/failure.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute({
  GET: defineApi(executionOperations.list, async ({ tx, actor, query }) =>
    succeed(await listExecutions(tx, actor, query)),
  ),
});
