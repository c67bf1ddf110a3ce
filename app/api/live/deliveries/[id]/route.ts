import { defineLive } from "#app/_server/live.ts";
import { getDeliveryDetail } from "#db/repositories/delivery-detail.ts";
import { idParams } from "#lib/shared/schemas.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineLive(
  { scope: "read", params: idParams },
  ({ tx, actor, params: { id } }) => getDeliveryDetail(tx, actor, id),
);
