// The catalogue of event types as it looks from outside.
import { z } from "zod";
import { eventTypeProblem } from "#lib/events/event-type.ts";
import { pageQuery } from "#lib/shared/paging.ts";
import { instantSchema, listOf } from "#lib/shared/schemas.ts";

export const eventTypeSchema = z
  .object({ name: z.string(), description: z.string().nullable(), firstSeenAt: instantSchema })
  .meta({ id: "EventType" });
export type EventType = z.output<typeof eventTypeSchema>;

export const eventTypeList = listOf(eventTypeSchema);

const isTypeName = (name: string) => eventTypeProblem(name) === null;

/** A name that no event type can have names nothing: 404. */
export const eventTypeParams = z.object({
  name: z.string().refine(isTypeName).meta({ description: "Such as finance.payment.created" }),
});

export const eventTypeQuery = z.strictObject(pageQuery(isTypeName));

export const eventTypeInput = z.strictObject({
  description: z.string().trim().max(2_000).nullable(),
});
