import { defineLive } from "#app/_server/live.ts";
import { groupLetters } from "#db/repositories/listed-letters.ts";
import { letterFilterQuery } from "#lib/dead-letters/letter-filter.ts";
import { succeed } from "#lib/shared/failure.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineLive(
  { scope: "read", query: letterFilterQuery.omit({ limit: true, cursor: true }) },
  async ({ tx, actor, now, query }) => {
    const groups = await groupLetters(tx, actor, query);
    return succeed({ ...groups, now });
  },
);
