// All that the page of one dead letter shows, read once for a request: the title asks, too. Null when it is not there.
import { cache } from "react";
import { readPage } from "#app/_server/page.ts";
import type { Tx } from "#db/client.ts";
import {
  findLetterError,
  getLetterDetail,
  readLetterPayload,
} from "#db/repositories/letter-detail.ts";
import { groupLetters } from "#db/repositories/listed-letters.ts";
import { getVersion } from "#db/repositories/script-versions.ts";
import { getScript } from "#db/repositories/scripts.ts";
import type { LetterDetail } from "#lib/dead-letters/listed-letter.ts";
import { succeed } from "#lib/shared/failure.ts";
import { idParams } from "#lib/shared/schemas.ts";
import type { Actor } from "#lib/tenancy/actor.ts";

export const readLetter = cache(async (text: string) => {
  const asked = idParams.safeParse({ id: text });
  if (!asked.success) return succeed(null);
  const { id } = asked.data;
  return readPage("read", async ({ tx, actor, now }) => {
    const found = await getLetterDetail(tx, actor, id);
    if (!found.ok) return found.failure.code === "not_found" ? succeed(null) : found;
    const letter = found.value;
    return succeed({
      letter: { ...letter, now },
      error: (await findLetterError(tx, actor, letter)) ?? letter.error,
      source: await findSource(tx, actor, letter),
      payload: await readLetterPayload(tx, actor, id),
      alike: await countAlike(tx, actor, letter),
    });
  });
});

/** Null when the script or that version of it is gone. */
async function findSource(tx: Tx, actor: Actor, { scriptId, version }: LetterDetail) {
  const script = await getScript(tx, actor, scriptId);
  const found = await getVersion(tx, actor, { scriptId, version });
  if (!script.ok || !found.ok) return null;
  return { text: found.value.source, language: script.value.language };
}

/** Other open ones with the same error in the same script. */
async function countAlike(
  tx: Tx,
  actor: Actor,
  { scriptId, fingerprint, state }: LetterDetail,
): Promise<number> {
  const { items } = await groupLetters(tx, actor, { scriptId, fingerprint }, { most: 1 });
  const count = items[0]?.count ?? 0;
  return state === "open" ? count - 1 : count;
}
