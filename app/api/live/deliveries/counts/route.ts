import { defineLive } from "#app/_server/live.ts";
import { countDeliveries } from "#db/repositories/listed-deliveries.ts";
import { succeed } from "#lib/shared/failure.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineLive(
  { scope: "read" },
  async ({ tx, actor }) => succeed(await countDeliveries(tx, actor)),
);
