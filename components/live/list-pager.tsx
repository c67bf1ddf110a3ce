// The other pages of a list by their addresses, and how far back a page was looked for whose filters no index answers.

import type { ReactNode } from "react";
import type { Filters } from "#components/filters/address-filters.ts";
import { Pager } from "#components/ui/pager.tsx";
import { Time } from "#components/ui/time.tsx";
import { withQuery } from "#lib/shared/with-query.ts";

export type ListPagerProps = {
  /** The page's path, and its filters as they stand in the address, without the cursor. */
  path: string;
  filters: Filters;
  /** Of this page; undefined for the first one. */
  cursor: string | undefined;
  /** Oldest first: what follows is newer. */
  oldestFirst?: boolean;
  /** Where a page may end early, what was looked through, up to its time: "Looked through 50,000 events, back to". */
  looked?: string;
  nextCursor: string | null;
  searchedTo: string | undefined;
  now: string;
};

export function ListPager(props: ListPagerProps) {
  const { path, filters, cursor, oldestFirst = false, nextCursor } = props;
  const first = cursor === undefined ? undefined : withQuery(path, filters);
  const next =
    nextCursor === null ? undefined : withQuery(path, { ...filters, cursor: nextCursor });
  if (!first && !next) return null;
  const [newer, older] = oldestFirst ? [next, first] : [first, next];
  return <Pager newer={newer} older={older} summary={summaryOf(props)} />;
}

function summaryOf({ oldestFirst, looked, searchedTo, now }: ListPagerProps): ReactNode {
  if (!searchedTo) return oldestFirst ? "Oldest first" : undefined;
  return (
    <>
      {looked ?? "Looked back to"} <Time at={searchedTo} now={now} />. “
      {oldestFirst ? "Newer" : "Older"}” looks further.
    </>
  );
}
