import { defineApi } from "#app/_server/api.ts";
import { defineRoute } from "#app/_server/define-route.ts";
import { letterOperations } from "#app/_server/operations/dead-letters.ts";
import { discardLetter } from "#db/repositories/dead-letters.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute({
  POST: defineApi(letterOperations.discard, ({ tx, actor, params, body }) =>
    discardLetter(tx, actor, { id: params.id, reason: body.reason }),
  ),
});
