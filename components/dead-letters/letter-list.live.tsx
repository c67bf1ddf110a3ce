"use client";
// The dead letters, live: rows change in place, new ones wait until they are asked for. The dialogs belong to htmx.
import type { ReactNode } from "react";
import type { Filters } from "#components/filters/address-filters.ts";
import { useAfterWrite } from "#components/htmx/use-after-write.ts";
import { useFragmentDialog } from "#components/htmx/use-fragment-dialog.ts";
import { type LiveAnswer, LiveTable } from "#components/live/live-table.tsx";
import { useLiveList } from "#components/live/use-live-list.ts";
import { Section } from "#components/ui/section.tsx";
import { wideOnlyColumn } from "#components/ui/wide-only.ts";
import type { ListedLetter } from "#lib/dead-letters/listed-letter.ts";
import { withQuery } from "#lib/shared/with-query.ts";
import { LetterHead, LetterRow } from "./letter-table.tsx";
import type { OpenDialog } from "./row-actions.tsx";

type LetterListProps = {
  initial: LiveAnswer<ListedLetter>;
  path: string;
  /** As they stand in the address, without the cursor. */
  filters: Filters;
  cursor?: string | undefined;
  mayReplay: boolean;
  /** Instead of an empty table. */
  empty: ReactNode;
};

const mayChange = ({ state }: ListedLetter) => state === "open" || state === "replaying";

export function LetterList(props: LetterListProps) {
  const { initial, path, filters, cursor, mayReplay, empty } = props;
  const live = useLiveList<ListedLetter, LiveAnswer<ListedLetter>>({
    address: withQuery("/api/live/dead-letters", { ...filters, cursor }),
    initial,
    mayChange,
  });
  useAfterWrite(live.refresh);
  const openFragment = useFragmentDialog();
  const open: OpenDialog = ({ id }, what, opener) =>
    openFragment(`/fragments/dead-letters/${id}/${what}`, opener);
  return (
    <Listed isEmpty={live.rows.length === 0}>
      <LiveTable
        live={live}
        label="Dead letters"
        className={wideOnlyColumn}
        head={<LetterHead mayReplay={mayReplay} />}
        row={(letter, shown) => (
          <LetterRow letter={letter} open={mayReplay ? open : null} {...shown} />
        )}
        empty={empty}
        pages={{ path, filters, cursor, looked: "Looked through 50,000 dead letters, back to" }}
      />
    </Listed>
  );
}

/** What stands instead of an empty table speaks for itself: it needs no heading above it. */
function Listed({ isEmpty, children }: { isEmpty: boolean; children: ReactNode }) {
  return isEmpty ? children : <Section title="Letters">{children}</Section>;
}
