// What a stored event looks like from outside.
import { z } from "zod";
import { deliverySchema } from "#lib/deliveries/delivery-schema.ts";
import { pageQuery } from "#lib/shared/paging.ts";
import { anyJson, idSchema, instantSchema, timeQuery } from "#lib/shared/schemas.ts";

export const eventStatusSchema = z.enum(["unrouted", "no_subscriber", "routed"]);
export type EventStatus = z.output<typeof eventStatusSchema>;

const eventSchema = z
  .object({
    id: idSchema,
    type: z.string(),
    source: z.string(),
    externalId: z.string().optional().meta({ description: "The id its producer gave it" }),
    subject: z.string().optional(),
    time: instantSchema,
    receivedAt: instantSchema,
    correlationId: idSchema,
    causationId: idSchema.optional(),
    hop: z.int(),
    replayOf: idSchema.optional(),
    traceparent: z.string().optional(),
    extensions: z.record(z.string(), z.string()).optional(),
    status: eventStatusSchema,
    data: anyJson,
  })
  .meta({ id: "Event" });

export const eventList = z.object({
  items: z.array(eventSchema),
  nextCursor: z.string().nullable(),
  partial: z.boolean().optional().meta({ description: "With `q`: true when not all was searched" }),
});

const eventDelivery = deliverySchema.pick({
  id: true,
  subscriptionId: true,
  scriptId: true,
  state: true,
  attempts: true,
  priority: true,
});

const skipSchema = z.object({
  subscriptionId: idSchema.nullable(),
  reason: z.string(),
  detail: z.string().nullable(),
});
export type Skip = z.output<typeof skipSchema>;

export const eventDetailSchema = eventSchema
  .extend({
    deliveries: z.array(eventDelivery),
    skipped: z.array(skipSchema),
    moreSkipped: z.int().optional().meta({
      description: "How many beyond the 200 in `skipped` were skipped, or were not tried",
    }),
  })
  .meta({ id: "EventDetail" });

export const eventQuery = z.strictObject({
  ...pageQuery(),
  type: z.string().optional(),
  status: eventStatusSchema.optional(),
  from: timeQuery.optional(),
  to: timeQuery.optional(),
  q: z.string().optional().meta({ description: "A filter expression over the newest 10,000" }),
});
export type EventQuery = z.output<typeof eventQuery>;
