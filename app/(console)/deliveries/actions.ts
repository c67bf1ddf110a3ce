"use server";
// What a person does to deliveries that have not finished: the same functions as REST, one or many at a time.
import { z } from "zod";
import { defineAction } from "#app/_server/action.ts";
import * as deliveries from "#db/repositories/deliveries.ts";
import { largestSelection } from "#lib/deliveries/listed-delivery.ts";
import { type Result, succeed } from "#lib/shared/failure.ts";
import { idParams, idSchema } from "#lib/shared/schemas.ts";

const selection = z.strictObject({
  ids: z
    .array(idSchema)
    .min(1)
    .max(largestSelection)
    .transform((ids) => [...new Set(ids)]),
});

export const cancelDelivery = defineAction(
  { name: "delivery.cancel", scope: "replay", input: idParams },
  async ({ tx, actor, input: { id } }): Promise<Result<null>> =>
    withoutValue(await deliveries.cancelDelivery(tx, actor, id)),
);

export const retryDeliveryNow = defineAction(
  { name: "delivery.retry_now", scope: "replay", input: idParams },
  async ({ tx, actor, input: { id } }): Promise<Result<null>> =>
    withoutValue(await deliveries.retryNow(tx, actor, id)),
);

/** Those that have finished meanwhile are counted as missed. */
export const cancelDeliveries = defineAction(
  { name: "delivery.cancel", scope: "replay", input: selection },
  async ({ tx, actor, input: { ids } }) =>
    succeed(await deliveries.cancelDeliveries(tx, actor, ids)),
);

/** Those that are not scheduled any more are counted as missed. */
export const retryDeliveriesNow = defineAction(
  { name: "delivery.retry_now", scope: "replay", input: selection },
  async ({ tx, actor, input: { ids } }) =>
    succeed(await deliveries.retryDeliveriesNow(tx, actor, ids)),
);

function withoutValue(result: Result<unknown>): Result<null> {
  return result.ok ? succeed(null) : result;
}
