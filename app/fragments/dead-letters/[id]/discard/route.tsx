import { z } from "zod";
import { defineRoute } from "#app/_server/define-route.ts";
import { defineFragment } from "#app/_server/fragment.tsx";
import { reasonField } from "#app/fragments/_dead-letters/read-replay.ts";
import { errorsByField } from "#app/fragments/_forms/form-errors.ts";
import { DiscardDialog } from "#components/dead-letters/discard-dialog.tsx";
import { LetterActions } from "#components/dead-letters/letter-actions.tsx";
import { discardLetter } from "#db/repositories/dead-letters.ts";
import { getLetterDetail } from "#db/repositories/letter-detail.ts";
import { fail, succeed } from "#lib/shared/failure.ts";
import { idParams } from "#lib/shared/schemas.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute({
  GET: defineFragment({ scope: "replay", params: idParams }, async ({ tx, actor, params }) => {
    const letter = await getLetterDetail(tx, actor, params.id);
    if (!letter.ok) return letter;
    const { state } = letter.value;
    if (state !== "open") return fail("conflict", `This dead letter is ${state}, not open.`);
    return succeed({ node: <DiscardDialog letter={letter.value} reason="" errors={{}} /> });
  }),
  POST: defineFragment(
    {
      scope: "replay",
      params: idParams,
      form: z.object({ reason: reasonField }),
      refused: async ({ tx, actor, params, fields, failure }) => {
        const letter = await getLetterDetail(tx, actor, params.id);
        if (!letter.ok) return null;
        const errors = errorsByField(failure, ["reason"]);
        return (
          <DiscardDialog letter={letter.value} reason={fields["reason"] ?? ""} errors={errors} />
        );
      },
    },
    async ({ tx, actor, params: { id }, form }) => {
      const discarded = await discardLetter(tx, actor, { id, reason: form.reason });
      if (!discarded.ok) return discarded;
      const letter = { id, state: "discarded" as const };
      return succeed({ node: <LetterActions letter={letter} mayReplay isAnswer /> });
    },
  ),
});
