import { defineApi } from "#app/_server/api.ts";
import { defineRoute } from "#app/_server/define-route.ts";
import { deliveryOperations } from "#app/_server/operations/deliveries.ts";
import { listDeliveries } from "#db/repositories/deliveries.ts";
import { succeed } from "#lib/shared/failure.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute({
  GET: defineApi(deliveryOperations.list, async ({ tx, actor, query }) =>
    succeed(await listDeliveries(tx, actor, query)),
  ),
});
