import { defineApi } from "#app/_server/api.ts";
import { defineRoute } from "#app/_server/define-route.ts";
import { subscriptionOperations } from "#app/_server/operations/subscriptions.ts";
import { createSubscription, listSubscriptions } from "#db/repositories/subscriptions.ts";
import { succeed } from "#lib/shared/failure.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute({
  GET: defineApi(subscriptionOperations.list, async ({ tx, actor, query }) =>
    succeed(await listSubscriptions(tx, actor, query)),
  ),
  POST: defineApi(subscriptionOperations.create, ({ tx, actor, body }) =>
    createSubscription(tx, actor, body),
  ),
});
