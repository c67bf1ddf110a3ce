import { defineLive } from "#app/_server/live.ts";
import { readSidebarCounts } from "#app/_server/sidebar-counts.ts";
import { succeed } from "#lib/shared/failure.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineLive(
  { scope: "read" },
  async ({ tx, actor }) => succeed(await readSidebarCounts(tx, actor)),
);
