import { defineRoute } from "#app/_server/define-route.ts";
import { defineFragment } from "#app/_server/fragment.tsx";
import { judgeFilter, readEventTypes } from "#app/fragments/_subscriptions/read-views.ts";
import { fieldsOf } from "#components/subscriptions/form-fields.ts";
import { SubscriptionForm } from "#components/subscriptions/subscription-form.tsx";
import { getSubscription } from "#db/repositories/subscriptions.ts";
import { succeed } from "#lib/shared/failure.ts";
import { idParams } from "#lib/shared/schemas.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute({
  GET: defineFragment({ scope: "manage", params: idParams }, async ({ tx, actor, params }) => {
    const found = await getSubscription(tx, actor, params.id);
    if (!found.ok) return found;
    const fields = fieldsOf(found.value);
    const form = {
      of: { subscriptionId: params.id },
      fields,
      verdict: judgeFilter(fields.filter),
      errors: {},
      eventTypes: await readEventTypes(tx, actor),
    };
    return succeed({ node: <SubscriptionForm {...form} /> });
  }),
});
