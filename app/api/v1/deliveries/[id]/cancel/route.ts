import { defineApi } from "#app/_server/api.ts";
import { defineRoute } from "#app/_server/define-route.ts";
import { deliveryOperations } from "#app/_server/operations/deliveries.ts";
import { cancelDelivery } from "#db/repositories/deliveries.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute({
  POST: defineApi(deliveryOperations.cancel, ({ tx, actor, params }) =>
    cancelDelivery(tx, actor, params.id),
  ),
});
