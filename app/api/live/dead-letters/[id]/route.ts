import { defineLive } from "#app/_server/live.ts";
import { getLetterDetail } from "#db/repositories/letter-detail.ts";
import { succeed } from "#lib/shared/failure.ts";
import { idParams } from "#lib/shared/schemas.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineLive(
  { scope: "read", params: idParams },
  async ({ tx, actor, now, params: { id } }) => {
    const found = await getLetterDetail(tx, actor, id);
    return found.ok ? succeed({ ...found.value, now }) : found;
  },
);
