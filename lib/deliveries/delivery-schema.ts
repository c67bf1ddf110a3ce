// What a delivery looks like from outside, waiting or finished (api.md, "Shapes").
import { z } from "zod";
import { type DeliveryState, deliveryStates } from "#lib/deliveries/delivery-state.ts";
import { pageQuery } from "#lib/shared/paging.ts";
import { idSchema, instantSchema, listOf } from "#lib/shared/schemas.ts";

const deliveryStateSchema = z.enum(
  Object.keys(deliveryStates) as [DeliveryState, ...DeliveryState[]],
);

/** Why a delivery that could run does not, in the order in which it is looked for. */
const reasonSchema = z.enum(["priority", "retry", "ordering_key"]).meta({
  description:
    "`priority`: earlier priorities of the event come first; `retry`: waits for nextAttemptAt; `ordering_key`: an older delivery with the same key is not done",
});
export type DeliveryReason = z.output<typeof reasonSchema>;

export const deliverySchema = z
  .object({
    id: idSchema,
    eventId: idSchema,
    eventType: z.string(),
    subscriptionId: idSchema,
    scriptId: idSchema,
    state: deliveryStateSchema,
    reason: reasonSchema.optional(),
    attempts: z.int().meta({ description: "Attempts charged so far" }),
    maxAttempts: z.int(),
    priority: z.int(),
    nextAttemptAt: instantSchema.optional(),
    createdAt: instantSchema,
    finishedAt: instantSchema.optional(),
  })
  .meta({ id: "Delivery" });
export type Delivery = z.output<typeof deliverySchema>;

export const deliveryList = listOf(deliverySchema);

export const deliveryQuery = z.strictObject({
  ...pageQuery(),
  state: deliveryStateSchema.optional(),
  scriptId: idSchema.optional(),
  subscriptionId: idSchema.optional(),
  eventId: idSchema.optional(),
  reason: reasonSchema.optional(),
});
export type DeliveryQuery = z.output<typeof deliveryQuery>;
