import { defineApi } from "#app/_server/api.ts";
import { defineRoute } from "#app/_server/define-route.ts";
import { letterOperations } from "#app/_server/operations/dead-letters.ts";
import { getLetter } from "#db/repositories/dead-letters.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute({
  GET: defineApi(letterOperations.get, ({ tx, actor, params }) => getLetter(tx, actor, params.id)),
});
