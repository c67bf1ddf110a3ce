import { z } from "zod";
import { defineLive } from "#app/_server/live.ts";
import { withActivity } from "#db/repositories/script-activity.ts";
import { listScriptsById } from "#db/repositories/scripts.ts";
import type { LiveScripts } from "#lib/scripts/script-activity.ts";
import { succeed } from "#lib/shared/failure.ts";
import { idSchema } from "#lib/shared/schemas.ts";

/** The rows that are on the screen: the answer changes them in place and moves none. */
const query = z.strictObject({
  ids: z
    .string()
    .transform((text) => text.split(","))
    .pipe(z.array(idSchema).min(1).max(200)),
});

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineLive(
  { scope: "read", query },
  async ({ tx, actor, query: { ids } }) => {
    const scripts = await listScriptsById(tx, actor, ids);
    const items = await withActivity(tx, actor, scripts);
    return succeed({ items, now: new Date().toISOString() } satisfies LiveScripts);
  },
);
