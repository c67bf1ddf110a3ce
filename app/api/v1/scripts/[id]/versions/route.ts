import { defineApi } from "#app/_server/api.ts";
import { defineRoute } from "#app/_server/define-route.ts";
import { scriptOperations } from "#app/_server/operations/scripts.ts";
import { createVersion, listVersions } from "#db/repositories/script-versions.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute({
  GET: defineApi(scriptOperations.listVersions, ({ tx, actor, params, query }) =>
    listVersions(tx, actor, { scriptId: params.id, page: query }),
  ),
  POST: defineApi(scriptOperations.createVersion, ({ tx, actor, params, body }) =>
    createVersion(tx, actor, { scriptId: params.id, input: body }),
  ),
});
