import { defineLive } from "#app/_server/live.ts";
import { listDeliveryRows, readDeliveryRows } from "#db/repositories/listed-deliveries.ts";
import { liveDeliveryQuery } from "#lib/deliveries/delivery-filter.ts";
import { succeed } from "#lib/shared/failure.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineLive(
  { scope: "read", query: liveDeliveryQuery },
  async ({ tx, actor, now, query: { watch, ...filter } }) => {
    const page = await listDeliveryRows(tx, actor, filter);
    const watched = await readDeliveryRows(tx, actor, watch);
    return succeed({ ...page, watched, now });
  },
);
