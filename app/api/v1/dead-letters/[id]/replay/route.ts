import { defineApi } from "#app/_server/api.ts";
import { defineRoute } from "#app/_server/define-route.ts";
import { letterOperations } from "#app/_server/operations/dead-letters.ts";
import { replayLetter } from "#db/repositories/replay-letter.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute({
  POST: defineApi(letterOperations.replay, ({ tx, actor, params, body, bodyText }) =>
    replayLetter(tx, actor, { ...body, id: params.id, bodyText }),
  ),
});
