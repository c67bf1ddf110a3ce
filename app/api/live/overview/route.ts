import { defineLive } from "#app/_server/live.ts";
import { succeed } from "#lib/shared/failure.ts";
import { recentOverview } from "./recent-overview.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineLive(
  { scope: "read" },
  async ({ tx, actor }) => succeed(await recentOverview(tx, actor)),
);
