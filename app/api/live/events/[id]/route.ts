import { z } from "zod";
import { defineLive } from "#app/_server/live.ts";
import { readEventSkips, readEventStory } from "#db/repositories/event-story.ts";
import { succeed } from "#lib/shared/failure.ts";
import { idParams } from "#lib/shared/schemas.ts";

/** `skips`: also who did not react, which never changes once the event is routed. */
const query = z.strictObject({ skips: z.literal("1").optional() });

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineLive(
  { scope: "read", params: idParams, query },
  async ({ tx, actor, now, params: { id }, query: asked }) => {
    const story = await readEventStory(tx, actor, id);
    if (!story.ok) return story;
    if (asked.skips === undefined || story.value.status === "unrouted") {
      return succeed({ ...story.value, skips: null, now });
    }
    const skips = await readEventSkips(tx, actor, id);
    return skips.ok ? succeed({ ...story.value, skips: skips.value, now }) : skips;
  },
);
