import { defineApi } from "#app/_server/api.ts";
import { defineRoute } from "#app/_server/define-route.ts";
import { publishEvents } from "#app/_server/ingest.ts";
import { eventOperations } from "#app/_server/operations/events.ts";
import { findEvents } from "#db/repositories/event-search.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute({
  GET: defineApi(eventOperations.list, ({ tx, actor, query }) => findEvents(tx, actor, query)),
  POST: publishEvents,
});
