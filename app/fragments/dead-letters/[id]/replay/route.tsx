import { defineRoute } from "#app/_server/define-route.ts";
import { defineFragment } from "#app/_server/fragment.tsx";
import { letterOperations } from "#app/_server/operations/dead-letters.ts";
import { limitRate } from "#app/_server/rate-limit.ts";
import {
  editedBody,
  offeredFields,
  readReplay,
  replayFields,
  sentReplayFields,
} from "#app/fragments/_dead-letters/read-replay.ts";
import { errorsByField } from "#app/fragments/_forms/form-errors.ts";
import { LetterActions } from "#components/dead-letters/letter-actions.tsx";
import { ReplayDialog } from "#components/dead-letters/replay-dialog.tsx";
import { replayLetter } from "#db/repositories/replay-letter.ts";
import { mayReplay } from "#db/repositories/replay-permission.ts";
import { type Failure, fail, succeed } from "#lib/shared/failure.ts";
import { idParams } from "#lib/shared/schemas.ts";
import type { Actor } from "#lib/tenancy/actor.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute({
  GET: defineFragment({ scope: "replay", params: idParams }, async ({ tx, actor, params }) => {
    const view = await readReplay(tx, actor, params.id);
    if (!view.ok) return view;
    const { letter } = view.value;
    if (letter.state !== "open")
      return fail("conflict", `This dead letter is ${letter.state}, not open.`);
    const allowed = await mayReplay(tx, actor);
    if (!allowed.ok) return allowed;
    const fields = offeredFields(view.value);
    return succeed({ node: <ReplayDialog {...view.value} fields={fields} errors={{}} /> });
  }),
  POST: defineFragment(
    {
      scope: "replay",
      params: idParams,
      form: replayFields,
      refused: async ({ tx, actor, params, fields: sent, failure }) => {
        const view = await readReplay(tx, actor, params.id);
        if (!view.ok) return null;
        const fields = sentReplayFields(sent, view.value.payload);
        const errors = errorsByField(failure, Object.keys(fields));
        return <ReplayDialog {...view.value} fields={fields} errors={errors} />;
      },
    },
    async ({ tx, actor, params: { id }, form }) => {
      const view = await readReplay(tx, actor, id);
      if (!view.ok) return view;
      const body = editedBody(form, view.value.payload);
      if (!body.ok) return body;
      const refusal = await limitReplays(actor);
      if (refusal) return { ok: false, failure: refusal };
      const { reason, version } = form;
      const request = { id, reason, version, dryRun: false, bodyText: body.value };
      const replayed = await replayLetter(tx, actor, request);
      if (!replayed.ok) return replayed;
      const letter = { id, state: "replaying" as const };
      const { deliveryId } = replayed.value;
      return succeed({
        node: <LetterActions letter={letter} mayReplay deliveryId={deliveryId} isAnswer />,
      });
    },
  ),
});

/** The count of REST. */
function limitReplays({ tenantId }: Actor): Promise<Failure | null> {
  const { id, perMinute } = letterOperations.replay;
  return limitRate({ name: id, key: tenantId, points: perMinute ?? 60, seconds: 60, cost: 1 });
}
