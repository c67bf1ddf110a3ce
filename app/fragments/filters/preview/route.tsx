import { z } from "zod";
import { defineRoute } from "#app/_server/define-route.ts";
import { defineFragment } from "#app/_server/fragment.tsx";
import { FilterPreview } from "#components/filter-field/filter-preview.tsx";
import { previewFilter } from "#db/repositories/filter-preview.ts";
import { eventPatternProblem } from "#lib/events/event-type.ts";
import { defaultSample } from "#lib/filters/check-filter.ts";
import { compileFilter } from "#lib/filters/compile-filter.ts";
import { succeed } from "#lib/shared/failure.ts";

const query = z.object({ eventType: z.string().trim(), filter: z.string() });

/** Nothing where the type or the filter is not one yet: the form says what is wrong with them. */
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute({
  GET: defineFragment({ scope: "read", query }, async ({ tx, actor, query: asked }) => {
    const { eventType } = asked;
    const compiled = compileFilter(asked.filter);
    if (!compiled.ok || eventPatternProblem(eventType)) return succeed({ node: null });
    const { filter } = compiled;
    const preview = await previewFilter(tx, actor, { filter, eventType, sample: defaultSample });
    return succeed({ node: <FilterPreview preview={{ ...preview, wanted: defaultSample }} /> });
  }),
});
