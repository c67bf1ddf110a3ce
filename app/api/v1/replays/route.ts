import { defineApi } from "#app/_server/api.ts";
import { defineRoute } from "#app/_server/define-route.ts";
import { replayOperations } from "#app/_server/operations/dead-letters.ts";
import { listReplays } from "#db/repositories/replays.ts";
import { succeed } from "#lib/shared/failure.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute({
  GET: defineApi(replayOperations.list, async ({ tx, actor, query }) =>
    succeed(await listReplays(tx, actor, query)),
  ),
});
