import { defineApi } from "#app/_server/api.ts";
import { defineRoute } from "#app/_server/define-route.ts";
import { scriptOperations } from "#app/_server/operations/scripts.ts";
import { deployVersion } from "#db/repositories/script-versions.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute({
  POST: defineApi(scriptOperations.deploy, ({ tx, actor, params, body }) =>
    deployVersion(tx, actor, { scriptId: params.id, version: body.version }),
  ),
});
