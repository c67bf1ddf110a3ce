// REST operations on deliveries.
import { deliveryList, deliveryQuery, deliverySchema } from "#lib/deliveries/delivery-schema.ts";
import { idParams } from "#lib/shared/schemas.ts";
import { operation } from "../operation.ts";

export const deliveryOperations = {
  list: operation({
    id: "listDeliveries",
    method: "get",
    path: "/deliveries",
    summary: "List deliveries, newest first: those that wait, run, or have finished",
    scope: "read",
    query: deliveryQuery,
    status: 200,
    answer: deliveryList,
  }),
  get: operation({
    id: "getDelivery",
    method: "get",
    path: "/deliveries/{id}",
    summary: "Read a delivery; it is kept after it finishes",
    scope: "read",
    params: idParams,
    status: 200,
    answer: deliverySchema,
  }),
  cancel: operation({
    id: "cancelDelivery",
    method: "post",
    path: "/deliveries/{id}/cancel",
    summary: "Cancel a delivery that has not finished",
    scope: "replay",
    params: idParams,
    status: 200,
    answer: deliverySchema,
  }),
  retryNow: operation({
    id: "retryDeliveryNow",
    method: "post",
    path: "/deliveries/{id}/retry-now",
    summary: "Make the scheduled retry of a delivery due at once",
    scope: "replay",
    params: idParams,
    status: 200,
    answer: deliverySchema,
  }),
};
