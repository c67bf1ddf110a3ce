import { defineSharedLive } from "#app/_server/live.ts";
import { recentOverview } from "#app/_server/recent-overview.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineSharedLive(
  { scope: "read" },
  recentOverview,
);
