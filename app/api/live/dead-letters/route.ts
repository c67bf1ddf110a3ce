import { defineLive } from "#app/_server/live.ts";
import { listLetterRows, readLetterRows } from "#db/repositories/listed-letters.ts";
import { liveLetterQuery } from "#lib/dead-letters/letter-filter.ts";
import { succeed } from "#lib/shared/failure.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineLive(
  { scope: "read", query: liveLetterQuery },
  async ({ tx, actor, now, query: { watch, ...filter } }) => {
    const page = await listLetterRows(tx, actor, filter);
    const watched = await readLetterRows(tx, actor, watch);
    return succeed({ ...page, watched, now });
  },
);
