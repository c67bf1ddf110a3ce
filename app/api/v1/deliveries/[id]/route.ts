import { defineApi } from "#app/_server/api.ts";
import { defineRoute } from "#app/_server/define-route.ts";
import { deliveryOperations } from "#app/_server/operations/deliveries.ts";
import { getDelivery } from "#db/repositories/deliveries.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute({
  GET: defineApi(deliveryOperations.get, ({ tx, actor, params }) =>
    getDelivery(tx, actor, params.id),
  ),
});
