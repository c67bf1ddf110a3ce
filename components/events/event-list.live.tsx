"use client";
// The list of events, live: rows change in place, new ones wait until they are asked for.
import type { ReactNode } from "react";
import type { Filters } from "#components/filters/address-filters.ts";
import { type LiveAnswer, LiveTable } from "#components/live/live-table.tsx";
import { useLiveList } from "#components/live/use-live-list.ts";
import { isSettled, type ListedEvent } from "#lib/events/listed-event.ts";
import { withQuery } from "#lib/shared/with-query.ts";
import { EventHead, EventRow } from "./event-table.tsx";

type EventListProps = {
  initial: LiveAnswer<ListedEvent>;
  /** The filters as they stand in the address, without the cursor. */
  filters: Filters;
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
  const live = useLiveList<ListedEvent, LiveAnswer<ListedEvent>>({
    address: withQuery("/api/live/events", { ...filters, cursor }),
    initial,
    everyMs: mayChange ? pace : false,
    mayChange: isOpen,
  });
  return (
    <LiveTable
      live={live}
      label="Events"
      head={<EventHead />}
      row={(event, shown) => <EventRow event={event} {...shown} />}
      empty={empty}
      pages={{ path: "/events", filters, cursor, looked: "Partial: looked back to" }}
    />
  );
}
