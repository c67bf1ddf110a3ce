import { defineApi } from "#app/_server/api.ts";
import { defineRoute } from "#app/_server/define-route.ts";
import { deliveryOperations } from "#app/_server/operations/deliveries.ts";
import { retryNow } from "#db/repositories/deliveries.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute({
  POST: defineApi(deliveryOperations.retryNow, ({ tx, actor, params }) =>
    retryNow(tx, actor, params.id),
  ),
});
