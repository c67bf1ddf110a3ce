import { defineApi } from "#app/_server/api.ts";
import { defineRoute } from "#app/_server/define-route.ts";
import { secretOperations } from "#app/_server/operations/secrets.ts";
import { listSecrets } from "#db/repositories/secrets.ts";
import { succeed } from "#lib/shared/failure.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute({
  GET: defineApi(secretOperations.list, async ({ tx, actor, query }) =>
    succeed(await listSecrets(tx, actor, query)),
  ),
});
