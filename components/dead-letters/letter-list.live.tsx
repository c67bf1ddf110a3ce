"use client";
// The dead letters, live: rows change in place, new ones wait until they are asked for. The dialogs belong to htmx.
import type { ReactNode } from "react";
import { useFragmentDialog } from "#components/htmx/use-fragment-dialog.ts";
import { NewRowsBar } from "#components/live/new-rows-bar.tsx";
import { useLiveList } from "#components/live/use-live-list.ts";
import { Pager } from "#components/ui/pager.tsx";
import { Section } from "#components/ui/section.tsx";
import { Table, TableBody } from "#components/ui/table.tsx";
import { Time } from "#components/ui/time.tsx";
import type { LetterListPage, ListedLetter } from "#lib/dead-letters/listed-letter.ts";
import { withQuery } from "#lib/shared/with-query.ts";
import type { LetterFilters } from "./letter-filters.tsx";
import { LetterHead, LetterRow } from "./letter-table.tsx";
import type { OpenDialog } from "./row-actions.tsx";
import { useAfterWrite } from "./use-after-write.ts";

type LetterListProps = {
  /** `now` is the server's clock when it read the page. */
  initial: LetterListPage & { now: string };
  path: string;
  /** As they stand in the address, without the cursor. */
  filters: LetterFilters;
  cursor?: string | undefined;
  mayReplay: boolean;
  /** Instead of an empty table. */
  empty: ReactNode;
};

const mayChange = ({ state }: ListedLetter) => state === "open" || state === "replaying";

export function LetterList(props: LetterListProps) {
  const { initial, path, filters, cursor, mayReplay, empty } = props;
  const live = useLiveList<ListedLetter, LetterListProps["initial"]>({
    address: withQuery("/api/live/dead-letters", { ...filters, cursor }),
    initial,
    mayChange,
  });
  useAfterWrite(live.refresh);
  const openFragment = useFragmentDialog();
  const open: OpenDialog = ({ id }, what, opener) =>
    openFragment(`/fragments/dead-letters/${id}/${what}`, opener);
  const { rows, left, held, nextCursor, answer, state } = live;
  return (
    <Listed isEmpty={rows.length === 0}>
      <div className="min-w-0">
        <NewRowsBar held={held} left={left.size} state={state} onShow={live.showNew} />
        {rows.length === 0 ? (
          empty
        ) : (
          <Table label="Dead letters" room={mayReplay ? "lg" : "md"}>
            <LetterHead mayReplay={mayReplay} />
            <TableBody>
              {rows.map((letter) => (
                <LetterRow
                  key={letter.id}
                  letter={letter}
                  now={answer.now}
                  left={left.has(letter.id)}
                  open={mayReplay ? open : null}
                />
              ))}
            </TableBody>
          </Table>
        )}
        <Pager
          newer={cursor === undefined ? undefined : withQuery(path, filters)}
          older={
            nextCursor === null ? undefined : withQuery(path, { ...filters, cursor: nextCursor })
          }
          summary={
            answer.searchedTo ? (
              <HowFar searchedTo={answer.searchedTo} now={answer.now} />
            ) : undefined
          }
        />
      </div>
    </Listed>
  );
}

/** Filters that no index answers look through a bounded number of letters. */
function HowFar({ searchedTo, now }: { searchedTo: string; now: string }) {
  return (
    <>
      Looked through 50,000 dead letters, back to <Time at={searchedTo} now={now} />. “Older” looks
      further.
    </>
  );
}

/** What stands instead of an empty table speaks for itself: it needs no heading above it. */
function Listed({ isEmpty, children }: { isEmpty: boolean; children: ReactNode }) {
  return isEmpty ? children : <Section title="Letters">{children}</Section>;
}
