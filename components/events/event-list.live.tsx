"use client";
// The list of events, live: rows change in place, new ones wait until they are asked for.
import type { ReactNode } from "react";
import { NewRowsBar } from "#components/live/new-rows-bar.tsx";
import { useLiveList } from "#components/live/use-live-list.ts";
import { Pager } from "#components/ui/pager.tsx";
import { Table, TableBody } from "#components/ui/table.tsx";
import { Time } from "#components/ui/time.tsx";
import { type EventListPage, isSettled, type ListedEvent } from "#lib/events/listed-event.ts";
import { withQuery } from "#lib/shared/with-query.ts";
import { EventHead, EventRow } from "./event-table.tsx";

type EventListProps = {
  /** `now` is the server's clock when it read the page. */
  initial: EventListPage & { now: string };
  /** The filters as they stand in the address, without the cursor. */
  filters: Readonly<Record<string, string | undefined>>;
  cursor?: string | undefined;
  /** Instead of an empty table. */
  empty: ReactNode;
};

const isOpen = (event: ListedEvent) => !isSettled(event);

/** A filter expression is tried on up to 10,000 payloads: that is not asked for every two seconds. */
const everyMs = { plain: 2_000, expression: 10_000 };

export function EventList({ initial, filters, cursor, empty }: EventListProps) {
  const mayChange = cursor === undefined || initial.items.some(isOpen);
  const pace = filters["q"] ? everyMs.expression : everyMs.plain;
  const live = useLiveList<ListedEvent, EventListProps["initial"]>({
    address: withQuery("/api/live/events", { ...filters, cursor }),
    initial,
    everyMs: mayChange ? pace : false,
    mayChange: isOpen,
  });
  const { rows, left, held, nextCursor, answer, state } = live;
  return (
    <div className="min-w-0">
      <NewRowsBar held={held} left={left.size} state={state} onShow={live.showNew} />
      {rows.length === 0 ? (
        empty
      ) : (
        <Table label="Events">
          <EventHead />
          <TableBody>
            {rows.map((event) => (
              <EventRow key={event.id} event={event} now={answer.now} left={left.has(event.id)} />
            ))}
          </TableBody>
        </Table>
      )}
      <Pager
        newer={cursor === undefined ? undefined : withQuery("/events", filters)}
        older={
          nextCursor === null ? undefined : withQuery("/events", { ...filters, cursor: nextCursor })
        }
        summary={
          answer.searchedTo ? <HowFar searchedTo={answer.searchedTo} now={answer.now} /> : undefined
        }
      />
    </div>
  );
}

/** Filters that no index answers look through a bounded number of events, or for a second. */
function HowFar({ searchedTo, now }: { searchedTo: string; now: string }) {
  return (
    <>
      Partial: looked back to <Time at={searchedTo} now={now} />. “Older” looks further.
    </>
  );
}
