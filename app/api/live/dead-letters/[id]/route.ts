import { defineLive } from "#app/_server/live.ts";
import { getLetterDetail } from "#db/repositories/letter-detail.ts";
import { idParams } from "#lib/shared/schemas.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineLive(
  { scope: "read", params: idParams },
  ({ tx, actor, params: { id } }) => getLetterDetail(tx, actor, id),
);
