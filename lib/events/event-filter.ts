// What the console's list of events can be asked for: the address of the page and of its live read.
import { z } from "zod";
import { eventStatusSchema } from "#lib/events/event-view.ts";
import { type EventRange, eventRanges } from "#lib/events/listed-event.ts";
import { pageQuery } from "#lib/shared/paging.ts";
import { watchQuery } from "#lib/shared/schemas.ts";

const ranges = Object.keys(eventRanges) as [EventRange, ...EventRange[]]; // the keys of the table

/** A range that is not given is all time. `q` is a filter expression. */
export const eventFilterQuery = z.strictObject({
  ...pageQuery(),
  type: z.string().min(1).max(128).optional(),
  status: eventStatusSchema.optional(),
  range: z.enum(ranges).optional(),
  q: z.string().min(1).max(1_024).optional(),
});
export type EventFilter = z.output<typeof eventFilterQuery>;

export const liveEventQuery = eventFilterQuery.extend({ watch: watchQuery });
