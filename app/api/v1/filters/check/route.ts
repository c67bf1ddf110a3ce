import { defineApi } from "#app/_server/api.ts";
import { defineRoute } from "#app/_server/define-route.ts";
import { filterOperations } from "#app/_server/operations/events.ts";
import { checkFilter } from "#lib/filters/check-filter.ts";
import { succeed } from "#lib/shared/failure.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute({
  POST: defineApi(filterOperations.check, ({ body }) => succeed(checkFilter(body, new Date()))),
});
