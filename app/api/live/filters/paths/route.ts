import { z } from "zod";
import { defineLive } from "#app/_server/live.ts";
import { observedPaths } from "#db/repositories/observed-paths.ts";
import { eventPatternProblem } from "#lib/events/event-type.ts";
import { succeed } from "#lib/shared/failure.ts";

/** The type or pattern as it is typed: while it is none yet, nothing was seen of it. */
const query = z.strictObject({ eventType: z.string().trim() });

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineLive(
  { scope: "read", query },
  async ({ tx, actor, query: { eventType } }) =>
    succeed({
      paths: eventPatternProblem(eventType) ? [] : await observedPaths(tx, actor, eventType),
    }),
);
