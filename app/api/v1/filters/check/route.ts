import { defineApi } from "#app/_server/api.ts";
import { defineRoute } from "#app/_server/define-route.ts";
import { filterOperations } from "#app/_server/operations/events.ts";
import { previewFilter } from "#db/repositories/filter-preview.ts";
import { defaultSample, judgeFilter } from "#lib/filters/check-filter.ts";
import { compileFilter } from "#lib/filters/compile-filter.ts";
import { readEditedPayload } from "#lib/replays/edited-payload.ts";
import { succeed } from "#lib/shared/failure.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute({
  POST: defineApi(filterOperations.check, async ({ tx, actor, body, bodyText }) => {
    // What an ingested event may not be is not worth the time to explain, either.
    const payload = readEditedPayload(bodyText, actor.limits.payloadBytes);
    if (!payload.ok) return payload;
    const compiled = compileFilter(body.filter);
    const verdict = judgeFilter(compiled, body, new Date());
    const { eventType = "*", sample = defaultSample } = body;
    const isAsked = body.eventType !== undefined || body.sample !== undefined;
    if (!compiled.ok || !isAsked) return succeed(verdict);
    const { filter } = compiled;
    const preview = await previewFilter(tx, actor, { filter, eventType, sample });
    return succeed({ ...verdict, preview });
  }),
});
