// What the console's list of deliveries can be asked for: the address of the page and of its live read.
import { z } from "zod";
import { deliveryQuery } from "#lib/deliveries/delivery-schema.ts";
import { pageQuery } from "#lib/shared/paging.ts";
import { idSchema, watchQuery } from "#lib/shared/schemas.ts";

/** Two ids: what the list is ordered by, and the delivery's own. */
const isPair = (key: string) =>
  /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(
    key,
  );

const { state, reason } = deliveryQuery.shape;

/** `ready`: what could start now. Without `state`: all that have not finished, oldest event first. Finished ones are listed newest first. */
export const deliveryFilterQuery = z.strictObject({
  ...pageQuery(isPair),
  state,
  reason,
  scriptId: idSchema.optional(),
  subscriptionId: idSchema.optional(),
  eventId: idSchema.optional(),
});
export type DeliveryFilter = z.output<typeof deliveryFilterQuery>;

export const liveDeliveryQuery = deliveryFilterQuery.extend({ watch: watchQuery });
