import { defineLive } from "#app/_server/live.ts";
import { getScriptHead } from "#db/repositories/script-versions.ts";
import type { LiveScript } from "#lib/scripts/script-activity.ts";
import { succeed } from "#lib/shared/failure.ts";
import { idParams } from "#lib/shared/schemas.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineLive(
  { scope: "read", params: idParams },
  async ({ tx, actor, now, params }) => {
    const head = await getScriptHead(tx, actor, params.id);
    if (!head.ok) return head;
    return succeed({ ...head.value, now } satisfies LiveScript);
  },
);
