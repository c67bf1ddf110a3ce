import { defineApi } from "#app/_server/api.ts";
import { defineRoute } from "#app/_server/define-route.ts";
import { replayOperations } from "#app/_server/operations/dead-letters.ts";
import { getReplay } from "#db/repositories/replays.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute({
  GET: defineApi(replayOperations.get, ({ tx, actor, params }) => getReplay(tx, actor, params.id)),
});
