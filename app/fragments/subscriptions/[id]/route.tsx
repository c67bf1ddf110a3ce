import { defineRoute } from "#app/_server/define-route.ts";
import { defineFragment } from "#app/_server/fragment.tsx";
import { answerPanel } from "#app/fragments/_subscriptions/answer-panel.tsx";
import { answerRow } from "#app/fragments/_subscriptions/answer-row.tsx";
import { drawRefused } from "#app/fragments/_subscriptions/refused-form.tsx";
import { subscriptionFields } from "#app/fragments/_subscriptions/subscription-fields.ts";
import { deleteSubscription, updateSubscription } from "#db/repositories/subscriptions.ts";
import { succeed } from "#lib/shared/failure.ts";
import { idParams } from "#lib/shared/schemas.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute({
  GET: defineFragment({ scope: "read", params: idParams }, ({ tx, actor, params }) =>
    answerRow(tx, actor, params.id),
  ),
  PUT: defineFragment(
    {
      scope: "manage",
      params: idParams,
      form: subscriptionFields,
      refused: (refusal) => drawRefused({ subscriptionId: refusal.params.id }, refusal),
    },
    async ({ tx, actor, params, form }) => {
      const saved = await updateSubscription(tx, actor, { id: params.id, patch: form });
      return saved.ok ? answerPanel(tx, actor, saved.value.scriptId) : saved;
    },
  ),
  DELETE: defineFragment({ scope: "manage", params: idParams }, async ({ tx, actor, params }) => {
    const deleted = await deleteSubscription(tx, actor, params.id);
    return deleted.ok ? succeed({ node: null }) : deleted;
  }),
});
