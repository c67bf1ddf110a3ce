import { defineLive } from "#app/_server/live.ts";
import { listScriptRows, readScriptRows } from "#db/repositories/script-activity.ts";
import { liveScriptQuery } from "#lib/scripts/script-filter.ts";
import { succeed } from "#lib/shared/failure.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineLive(
  { scope: "read", query: liveScriptQuery },
  async ({ tx, actor, now, query: { watch, ...filter } }) => {
    const page = await listScriptRows(tx, actor, filter);
    const listed = new Set(page.items.map(({ id }) => id));
    const beside = watch.filter((id) => !listed.has(id));
    const watched = await readScriptRows(tx, actor, beside);
    return succeed({ ...page, watched, now });
  },
);
