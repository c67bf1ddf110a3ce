import { defineRoute } from "#app/_server/define-route.ts";
import { defineFragment } from "#app/_server/fragment.tsx";
import { answerPanel } from "#app/fragments/_subscriptions/answer-panel.tsx";
import { drawRefused } from "#app/fragments/_subscriptions/refused-form.tsx";
import { subscriptionFields } from "#app/fragments/_subscriptions/subscription-fields.ts";
import { createSubscription } from "#db/repositories/subscriptions.ts";
import { idParams } from "#lib/shared/schemas.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute({
  GET: defineFragment({ scope: "read", params: idParams }, ({ tx, actor, params }) =>
    answerPanel(tx, actor, params.id),
  ),
  POST: defineFragment(
    {
      scope: "manage",
      params: idParams,
      form: subscriptionFields,
      refused: (refusal) => drawRefused({ scriptId: refusal.params.id }, refusal),
    },
    async ({ tx, actor, params, form }) => {
      const input = { ...form, scriptId: params.id, breaker: "on" as const };
      const saved = await createSubscription(tx, actor, input);
      return saved.ok ? answerPanel(tx, actor, params.id) : saved;
    },
  ),
});
