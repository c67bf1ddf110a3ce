// Lists whose filters no index answers: one index gives the newest (or oldest) rows, the other filters are tried on
// those, and on no more than `farthestLook` of them; then the page says how far it looked and may be followed further.
import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { instantOfId } from "#lib/shared/instant-of-id.ts";
import { encodeCursor, type Page } from "#lib/shared/paging.ts";

/** Most filters are answered by the first few; the far look is for what is rare. */
const nearLook = 2_000;
export const farthestLook = 50_000;

export type Found = { ids: string[]; looked: number; lastLooked: string | null };

type Wanted = {
  /** How many ids are enough for the page. */
  enough: number;
  /** One index answers all filters: then there is nothing to look through. */
  isExact?: boolean;
  farthest?: number;
};

export async function lookInSteps(
  { enough, isExact = false, farthest = farthestLook }: Wanted,
  look: (rows: number) => Promise<Found>,
): Promise<Found> {
  if (isExact) return look(enough);
  const near = await look(nearLook);
  return near.ids.length >= enough || near.looked < nearLook ? near : look(farthest);
}

/** `looked` selects ids with `id`, `matching` chooses from `looked`; `last` is the one that was looked at last. */
export async function lookOnce(
  tx: Tx,
  { looked, matching, last }: { looked: SQL; matching: SQL; last: SQL },
): Promise<Found> {
  const found = await tx.execute<{ id: string | null; looked: number; last: string | null }>(sql`
    with looked as materialized (${looked}), matching as (${matching})
    select m.id, l.looked, l.last
    from (select count(*)::int as looked, (${last}) as last from looked) l
    left join matching m on true`);
  const ids = found.flatMap(({ id }) => (id === null ? [] : [id]));
  const { looked: count = 0, last: lastLooked = null } = found[0] ?? {};
  return { ids, looked: count, lastLooked };
}

type Ended<P> = P & { searchedTo?: string };

/** A page that is not full although there was more to look at goes on behind what was looked at last. */
export function withEnd<P extends Page<unknown>>(
  page: P,
  { looked, lastLooked }: Found,
  { farthest = farthestLook, cursorOf = (id: string) => id } = {},
): Ended<P> {
  if (page.nextCursor !== null || looked < farthest || lastLooked === null) return page;
  const nextCursor = encodeCursor(cursorOf(lastLooked));
  const [timed = lastLooked] = lastLooked.split(".");
  return { ...page, nextCursor, searchedTo: instantOfId(timed) };
}
