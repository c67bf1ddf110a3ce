import { z } from "zod";
import { defineLive } from "#app/_server/live.ts";
import { readEventFacts } from "#db/repositories/event-story.ts";
import { newestEventIds } from "#db/repositories/newest-events.ts";
import { succeed } from "#lib/shared/failure.ts";
import { idSchema } from "#lib/shared/schemas.ts";

/** One event with its payload: the one that is named, or the newest of a type (null when there is none). */
const query = z
  .strictObject({
    eventId: idSchema.optional(),
    type: z.string().min(1).max(128).optional(),
  })
  .refine(({ eventId, type }) => (eventId === undefined) !== (type === undefined), {
    message: "ask for either eventId or type",
  });

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineLive(
  { scope: "read", query },
  async ({ tx, actor, query: { eventId, type = "" } }) => {
    if (eventId !== undefined) return readEventFacts(tx, actor, eventId);
    const { ids } = await newestEventIds(tx, actor, { pattern: type, most: 1 });
    const [newest] = ids;
    return newest === undefined ? succeed(null) : readEventFacts(tx, actor, newest);
  },
);
