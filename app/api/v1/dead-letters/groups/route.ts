import { defineApi } from "#app/_server/api.ts";
import { defineRoute } from "#app/_server/define-route.ts";
import { letterOperations } from "#app/_server/operations/dead-letters.ts";
import { listLetterGroups } from "#db/repositories/dead-letters.ts";
import { succeed } from "#lib/shared/failure.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute({
  GET: defineApi(letterOperations.groups, async ({ tx, actor, query }) =>
    succeed(await listLetterGroups(tx, actor, query)),
  ),
});
