import { defineRoute } from "#app/_server/define-route.ts";
import { defineFragmentWithoutTransaction } from "#app/_server/fragment.tsx";
import { readTables } from "#app/fragments/_data-tables/read-views.ts";
import { TablesPanel } from "#components/data-tables/tables-panel.tsx";
import { succeed } from "#lib/shared/failure.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute({
  GET: defineFragmentWithoutTransaction({ scope: "read" }, async ({ actor }) =>
    succeed({ node: <TablesPanel {...(await readTables(actor))} /> }),
  ),
});
