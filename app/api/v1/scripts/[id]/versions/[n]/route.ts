import { defineApi } from "#app/_server/api.ts";
import { defineRoute } from "#app/_server/define-route.ts";
import { scriptOperations } from "#app/_server/operations/scripts.ts";
import { getVersion } from "#db/repositories/script-versions.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute({
  GET: defineApi(scriptOperations.getVersion, ({ tx, actor, params }) =>
    getVersion(tx, actor, { scriptId: params.id, version: params.n }),
  ),
});
