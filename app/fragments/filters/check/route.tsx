import { z } from "zod";
import { defineRoute } from "#app/_server/define-route.ts";
import { defineFragment } from "#app/_server/fragment.tsx";
import { judgeFilter } from "#app/fragments/_subscriptions/read-views.ts";
import { FilterVerdict } from "#components/filter-field/filter-verdict.tsx";
import { succeed } from "#lib/shared/failure.ts";

/** The rest of the form it stands in is sent with it and does not matter. */
const form = z.object({ filter: z.string() });

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute({
  POST: defineFragment({ scope: "manage", form }, async ({ form: { filter } }) =>
    succeed({ node: <FilterVerdict source={filter} verdict={judgeFilter(filter)} /> }),
  ),
});
