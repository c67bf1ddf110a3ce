import { defineRoute } from "#app/_server/define-route.ts";
import { decideRow } from "#app/fragments/_data-tables/decide-row.tsx";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute({
  POST: decideRow("discard"),
});
