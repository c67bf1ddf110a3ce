import { defineApi } from "#app/_server/api.ts";
import { defineRoute } from "#app/_server/define-route.ts";
import { eventTypeOperations } from "#app/_server/operations/events.ts";
import { describeEventType, getEventType } from "#db/repositories/event-types.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute({
  GET: defineApi(eventTypeOperations.get, ({ tx, actor, params }) =>
    getEventType(tx, actor, params.name),
  ),
  PUT: defineApi(eventTypeOperations.describe, ({ tx, actor, params, body }) =>
    describeEventType(tx, actor, { name: params.name, description: body.description }),
  ),
});
