import { defineLive } from "#app/_server/live.ts";
import { getScriptHead } from "#db/repositories/script-versions.ts";
import { idParams } from "#lib/shared/schemas.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineLive(
  { scope: "read", params: idParams },
  ({ tx, actor, params }) => getScriptHead(tx, actor, params.id),
);
