import { defineRoute } from "#app/_server/define-route.ts";
import { defineFragment } from "#app/_server/fragment.tsx";
import { LetterActions } from "#components/dead-letters/letter-actions.tsx";
import { getLetterDetail } from "#db/repositories/letter-detail.ts";
import { succeed } from "#lib/shared/failure.ts";
import { idParams } from "#lib/shared/schemas.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute({
  GET: defineFragment({ scope: "read", params: idParams }, async ({ tx, actor, params }) => {
    const letter = await getLetterDetail(tx, actor, params.id);
    if (!letter.ok) return letter;
    const mayReplay = actor.scopes.includes("replay");
    return succeed({ node: <LetterActions letter={letter.value} mayReplay={mayReplay} /> });
  }),
});
