import { defineRoute } from "#app/_server/define-route.ts";
import { defineFragment } from "#app/_server/fragment.tsx";
import { readEventTypes } from "#app/fragments/_subscriptions/read-views.ts";
import { newFields } from "#components/subscriptions/form-fields.ts";
import { SubscriptionForm } from "#components/subscriptions/subscription-form.tsx";
import { getScript } from "#db/repositories/scripts.ts";
import { succeed } from "#lib/shared/failure.ts";
import { idParams } from "#lib/shared/schemas.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute({
  GET: defineFragment({ scope: "manage", params: idParams }, async ({ tx, actor, params }) => {
    const script = await getScript(tx, actor, params.id);
    if (!script.ok) return script;
    const form = {
      of: { scriptId: params.id },
      fields: newFields,
      verdict: null,
      errors: {},
      eventTypes: await readEventTypes(tx, actor),
    };
    return succeed({ node: <SubscriptionForm {...form} /> });
  }),
});
