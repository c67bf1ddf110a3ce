"use client";
// The text messages, live: what becomes of one changes in place, new ones wait until they are asked for.
import type { ReactNode } from "react";
import type { Filters } from "#components/filters/address-filters.ts";
import { type LiveAnswer, LiveItems } from "#components/live/live-table.tsx";
import { useLiveList } from "#components/live/use-live-list.ts";
import { withQuery } from "#lib/shared/with-query.ts";
import type { ListedSms } from "#lib/sms/sms-message.ts";
import { SmsItem } from "./sms-item.tsx";

type SmsListProps = {
  initial: LiveAnswer<ListedSms>;
  /** The page's path, and its filters as they stand in the address, without the cursor. */
  path: string;
  filters: Filters;
  cursor?: string | undefined;
  /** Instead of a list without messages. */
  empty: ReactNode;
};

const isSending = ({ state }: ListedSms) => state === "sending";

export function SmsList({ initial, path, filters, cursor, empty }: SmsListProps) {
  const mayChange = cursor === undefined || initial.items.some(isSending);
  const live = useLiveList<ListedSms, LiveAnswer<ListedSms>>({
    address: withQuery("/api/live/outbox", { ...filters, cursor }),
    initial,
    everyMs: mayChange ? 2_000 : false,
    mayChange: isSending,
  });
  return (
    <LiveItems
      live={live}
      row={(sms, shown) => <SmsItem sms={sms} {...shown} />}
      empty={empty}
      pages={{ path, filters, cursor }}
    >
      {(rows) => <ul aria-label="Text messages">{rows}</ul>}
    </LiveItems>
  );
}
