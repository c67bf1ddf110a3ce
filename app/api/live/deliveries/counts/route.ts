import { defineLive } from "#app/_server/live.ts";
import { countDeliveries } from "#db/repositories/listed-deliveries.ts";
import { deliveryFilterQuery } from "#lib/deliveries/delivery-filter.ts";
import { succeed } from "#lib/shared/failure.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineLive(
  { scope: "read", query: deliveryFilterQuery.pick({ scriptId: true }) },
  async ({ tx, actor, query }) => succeed(await countDeliveries(tx, actor, query)),
);
