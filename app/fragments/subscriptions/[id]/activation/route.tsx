import { defineRoute } from "#app/_server/define-route.ts";
import { defineFragment } from "#app/_server/fragment.tsx";
import { answerRow } from "#app/fragments/_subscriptions/answer-row.tsx";
import { updateSubscription } from "#db/repositories/subscriptions.ts";
import { idParams } from "#lib/shared/schemas.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute({
  PUT: switchTo(true),
  DELETE: switchTo(false),
});

function switchTo(active: boolean) {
  return defineFragment({ scope: "manage", params: idParams }, async ({ tx, actor, params }) => {
    const saved = await updateSubscription(tx, actor, { id: params.id, patch: { active } });
    return saved.ok ? answerRow(tx, actor, params.id) : saved;
  });
}
