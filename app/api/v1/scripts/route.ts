import { defineApi } from "#app/_server/api.ts";
import { defineRoute } from "#app/_server/define-route.ts";
import { scriptOperations } from "#app/_server/operations/scripts.ts";
import { createScript, listScripts } from "#db/repositories/scripts.ts";
import { succeed } from "#lib/shared/failure.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute({
  GET: defineApi(scriptOperations.list, async ({ tx, actor, query }) =>
    succeed(await listScripts(tx, actor, query)),
  ),
  POST: defineApi(scriptOperations.create, ({ tx, actor, body }) => createScript(tx, actor, body)),
});
