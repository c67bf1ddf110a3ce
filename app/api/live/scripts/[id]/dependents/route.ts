import { defineLive } from "#app/_server/live.ts";
import { readScriptDependents } from "#db/repositories/script-activity.ts";
import { getScript } from "#db/repositories/scripts.ts";
import { succeed } from "#lib/shared/failure.ts";
import { idParams } from "#lib/shared/schemas.ts";

/** What goes with the script, for the dialog that deletes it. */
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineLive(
  { scope: "read", params: idParams },
  async ({ tx, actor, params }) => {
    const script = await getScript(tx, actor, params.id);
    if (!script.ok) return script;
    return succeed(await readScriptDependents(tx, actor, params.id));
  },
);
