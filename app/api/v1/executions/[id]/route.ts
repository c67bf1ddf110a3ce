import { defineApi } from "#app/_server/api.ts";
import { defineRoute } from "#app/_server/define-route.ts";
import { executionOperations } from "#app/_server/operations/executions.ts";
import { getExecution } from "#db/repositories/executions.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute({
  GET: defineApi(executionOperations.get, ({ tx, actor, params }) =>
    getExecution(tx, actor, params.id),
  ),
});
