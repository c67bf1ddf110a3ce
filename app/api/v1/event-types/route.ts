import { defineApi } from "#app/_server/api.ts";
import { defineRoute } from "#app/_server/define-route.ts";
import { eventTypeOperations } from "#app/_server/operations/events.ts";
import { listEventTypes } from "#db/repositories/event-types.ts";
import { succeed } from "#lib/shared/failure.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute({
  GET: defineApi(eventTypeOperations.list, async ({ tx, actor, query }) =>
    succeed(await listEventTypes(tx, actor, query)),
  ),
});
