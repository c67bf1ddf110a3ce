// What the console's list of dead letters can be asked for: the address of the page and of its live read.
import { z } from "zod";
import { letterStates } from "#lib/dead-letters/letter-schema.ts";
import { pageQuery } from "#lib/shared/paging.ts";
import { idSchema, watchQuery } from "#lib/shared/schemas.ts";

/** `state` is `open` where it is not given; `all` is every state. */
export const letterFilterQuery = z.strictObject({
  ...pageQuery(),
  state: z.enum([...letterStates, "all"]).optional(),
  scriptId: idSchema.optional(),
  eventType: z.string().min(1).max(128).optional(),
  fingerprint: z.string().min(1).max(128).optional(),
  eventId: idSchema.optional(),
});
export type LetterFilter = z.output<typeof letterFilterQuery>;

export const liveLetterQuery = letterFilterQuery.extend({ watch: watchQuery });
