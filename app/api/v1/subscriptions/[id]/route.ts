import { defineApi } from "#app/_server/api.ts";
import { defineRoute } from "#app/_server/define-route.ts";
import { subscriptionOperations } from "#app/_server/operations/subscriptions.ts";
import {
  deleteSubscription,
  getSubscription,
  updateSubscription,
} from "#db/repositories/subscriptions.ts";
import { viewFound } from "#lib/subscriptions/subscription-view.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute({
  GET: defineApi(subscriptionOperations.get, async ({ tx, actor, params }) =>
    viewFound(await getSubscription(tx, actor, params.id)),
  ),
  PATCH: defineApi(subscriptionOperations.update, async ({ tx, actor, params, body }) =>
    viewFound(await updateSubscription(tx, actor, { id: params.id, patch: body })),
  ),
  DELETE: defineApi(subscriptionOperations.delete, ({ tx, actor, params }) =>
    deleteSubscription(tx, actor, params.id),
  ),
});
