// A list that stays true while a person reads it: its first page is read again and again, what is on the screen changes
// in place, and new rows wait until they are asked for (live-list.ts decides).
import { useEffect, useRef, useState } from "react";
import {
  type LiveList,
  type LivePage,
  type LiveRow,
  showLatest,
  startList,
  takeAnswer,
} from "./live-list.ts";
import type { LiveState } from "./live-pace.ts";
import { useLive } from "./use-live.ts";

type Options<Row extends LiveRow> = {
  /** The live read of exactly this list, filters and cursor included. Another address is another list. */
  address: string;
  /** From the server's page; a new object starts the list anew. */
  initial: LivePage<Row>;
  everyMs?: number;
  /** Rows that are still on their way are asked for by id, too (`watch=id,id`), wherever they went. */
  mayChange?: (row: Row) => boolean;
};

export type LiveRows<Row extends LiveRow> = Pick<
  LiveList<Row>,
  "rows" | "left" | "held" | "nextCursor"
> & {
  state: LiveState;
  showNew: () => void;
  refresh: () => Promise<void>;
};

/** Of 36 characters each: the address stays far below what servers take. */
const mostWatched = 100;

export function useLiveList<Row extends LiveRow>({
  address,
  initial,
  everyMs = 2_000,
  mayChange,
}: Options<Row>): LiveRows<Row> {
  const [list, setList] = useListOf(address, initial);
  const onScreen = useRef(list.rows);
  useEffect(() => {
    onScreen.current = list.rows;
  }, [list.rows]);
  const { data, state, refresh } = useLive<LivePage<Row>>(["list"], address, {
    initialData: initial,
    everyMs,
    addressNow: () => withWatched(address, onScreen.current, mayChange),
  });
  useEffect(() => {
    setList((before) => takeAnswer(before, { question: address, page: data }));
  }, [address, data, setList]);
  const { rows, left, held, nextCursor } = list;
  return { rows, left, held, nextCursor, state, refresh, showNew: () => setList(showLatest) };
}

/** Begins anew, in the same drawing, when the question or the server's page is another one. */
function useListOf<Row extends LiveRow>(address: string, initial: LivePage<Row>) {
  const [list, setList] = useState(() => startList(address, initial));
  const [begunWith, setBegunWith] = useState(initial);
  const isCurrent = begunWith === initial && list.question === address;
  const current = isCurrent ? list : startList(address, initial);
  if (!isCurrent) {
    setBegunWith(initial);
    setList(current);
  }
  return [current, setList] as const;
}

function withWatched<Row extends LiveRow>(
  address: string,
  rows: readonly Row[],
  mayChange: ((row: Row) => boolean) | undefined,
): string {
  const ids = mayChange ? rows.filter(mayChange).map((row) => row.id) : [];
  if (ids.length === 0) return address;
  return `${address}${address.includes("?") ? "&" : "?"}watch=${ids.slice(0, mostWatched).join(",")}`;
}
