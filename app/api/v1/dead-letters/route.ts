import { defineApi } from "#app/_server/api.ts";
import { defineRoute } from "#app/_server/define-route.ts";
import { letterOperations } from "#app/_server/operations/dead-letters.ts";
import { listLetters } from "#db/repositories/dead-letters.ts";
import { succeed } from "#lib/shared/failure.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute({
  GET: defineApi(letterOperations.list, async ({ tx, actor, query }) =>
    succeed(await listLetters(tx, actor, query)),
  ),
});
