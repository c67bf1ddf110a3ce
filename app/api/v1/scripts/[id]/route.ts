import { defineApi } from "#app/_server/api.ts";
import { defineRoute } from "#app/_server/define-route.ts";
import { scriptOperations } from "#app/_server/operations/scripts.ts";
import { deleteScript, getScript } from "#db/repositories/scripts.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute({
  GET: defineApi(scriptOperations.get, ({ tx, actor, params }) => getScript(tx, actor, params.id)),
  DELETE: defineApi(scriptOperations.delete, ({ tx, actor, params, query }) =>
    deleteScript(tx, actor, { id: params.id, force: query.force }),
  ),
});
