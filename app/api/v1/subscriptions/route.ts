import { defineApi } from "#app/_server/api.ts";
import { defineRoute } from "#app/_server/define-route.ts";
import { subscriptionOperations } from "#app/_server/operations/subscriptions.ts";
import { createSubscription, listSubscriptions } from "#db/repositories/subscriptions.ts";
import { succeed } from "#lib/shared/failure.ts";
import { viewFound, viewSubscription } from "#lib/subscriptions/subscription-view.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute({
  GET: defineApi(subscriptionOperations.list, async ({ tx, actor, query }) => {
    const { items, nextCursor } = await listSubscriptions(tx, actor, query);
    return succeed({ items: items.map(viewSubscription), nextCursor });
  }),
  POST: defineApi(subscriptionOperations.create, async ({ tx, actor, body }) =>
    viewFound(await createSubscription(tx, actor, body)),
  ),
});
