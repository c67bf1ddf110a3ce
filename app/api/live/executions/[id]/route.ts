import { defineLive } from "#app/_server/live.ts";
import { getExecutionProgress } from "#db/repositories/execution-detail.ts";
import { idParams } from "#lib/shared/schemas.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineLive(
  { scope: "read", params: idParams },
  ({ tx, actor, params: { id } }) => getExecutionProgress(tx, actor, id),
);
