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

type Options<Row extends LiveRow, Page extends LivePage<Row>> = {
  /** The live read of exactly this list, filters and cursor included. Another address is another list. */
  address: string;
  /** From the server's page; a new object starts the list anew. */
  initial: Page;
  /** False where nothing on the screen can change any more. */
  everyMs?: number | false;
  /** Rows that are still on their way are asked for by id, too (`watch=id,id`), wherever they went. */
  mayChange?: (row: Row) => boolean;
};

export type LiveRows<Row extends LiveRow, Page extends LivePage<Row>> = Pick<
  LiveList<Row>,
  "rows" | "left" | "held" | "nextCursor"
> & {
  /** The newest answer as it came, with whatever it tells beside its rows. */
  answer: Page;
  state: LiveState;
  showNew: () => void;
  refresh: () => Promise<void>;
};

/** Of 36 characters each: the address stays far below what servers take. */
const mostWatched = 100;

export function useLiveList<Row extends LiveRow, Page extends LivePage<Row>>({
  address,
  initial,
  everyMs = 2_000,
  mayChange,
}: Options<Row, Page>): LiveRows<Row, Page> {
  const [list, setList] = useListOf(address, initial);
  const onScreen = useRef(list.rows);
  useEffect(() => {
    onScreen.current = list.rows;
  }, [list.rows]);
  const { data, state, refresh } = useLive<Page>(["list"], address, {
    initialData: initial,
    everyMs,
    addressNow: () => withWatched(address, onScreen.current, mayChange),
  });
  useEffect(() => {
    setList((before) => takeAnswer(before, { question: address, page: data }));
  }, [address, data, setList]);
  const { rows, left, held, nextCursor } = list;
  const showNew = () => setList(showLatest);
  return { rows, left, held, nextCursor, answer: data, state, refresh, showNew };
}

/** Begins anew, in the same drawing, when the question or the server's page is another one. */
function useListOf<Row extends LiveRow>(address: string, initial: LivePage<Row>) {
  const [list, setList] = useState(() => startList<Row>(address, initial));
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
