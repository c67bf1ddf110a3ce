import { defineApi } from "#app/_server/api.ts";
import { defineRoute } from "#app/_server/define-route.ts";
import { eventOperations } from "#app/_server/operations/events.ts";
import { getEvent } from "#db/repositories/events-read.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute({
  GET: defineApi(eventOperations.get, ({ tx, actor, params }) => getEvent(tx, actor, params.id)),
});
