import { defineRoute } from "#app/_server/define-route.ts";
import { defineFragmentWithoutTransaction } from "#app/_server/fragment.tsx";
import { readKeptRows } from "#app/fragments/_data-tables/read-views.ts";
import { KeptRows } from "#components/data-tables/kept-rows.tsx";
import { succeed } from "#lib/shared/failure.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute({
  GET: defineFragmentWithoutTransaction({ scope: "read" }, async ({ actor }) =>
    succeed({ node: <KeptRows {...(await readKeptRows(actor))} /> }),
  ),
});
