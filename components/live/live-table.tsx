// A live list as it is drawn everywhere: what waits above it, its rows or what stands instead of none, and the way to
// its other pages. Rows are those of a table nearly everywhere. Which there are is decided by `useLiveList`.
import { Fragment, type ReactNode } from "react";
import { Table, TableBody } from "#components/ui/table.tsx";
import { ListPager, type ListPagerProps } from "./list-pager.tsx";
import type { LivePage, LiveRow } from "./live-list.ts";
import { NewRowsBar } from "./new-rows-bar.tsx";
import type { LiveRows } from "./use-live-list.ts";

/** `now` is the server's clock when it read the page. */
export type LiveAnswer<Row extends LiveRow> = LivePage<Row> & { now: string; searchedTo?: string };

export type ShownRow = {
  now: string;
  /** It no longer belongs to the list and stays where it is until the list is shown anew. */
  left: boolean;
};

type LiveItemsProps<Row extends LiveRow, Answer extends LiveAnswer<Row>> = {
  live: LiveRows<Row, Answer>;
  row: (row: Row, shown: ShownRow) => ReactNode;
  /** Instead of a list without rows. */
  empty: ReactNode;
  /** Of a list that is longer than its first page. */
  pages?: Omit<ListPagerProps, "nextCursor" | "searchedTo" | "now">;
  /** What holds the rows. */
  children: (rows: ReactNode) => ReactNode;
};

export function LiveItems<Row extends LiveRow, Answer extends LiveAnswer<Row>>({
  live,
  row,
  empty,
  pages,
  children,
}: LiveItemsProps<Row, Answer>) {
  const { rows, left, held, nextCursor, answer, state } = live;
  const { now, searchedTo } = answer;
  const drawn = rows.map((each) => (
    <Fragment key={each.id}>{row(each, { now, left: left.has(each.id) })}</Fragment>
  ));
  return (
    <div className="min-w-0">
      <NewRowsBar held={held} left={left.size} state={state} onShow={live.showNew} />
      {rows.length === 0 ? empty : children(drawn)}
      {pages ? <ListPager {...pages} {...{ nextCursor, searchedTo, now }} /> : null}
    </div>
  );
}

type LiveTableProps<Row extends LiveRow, Answer extends LiveAnswer<Row>> = Omit<
  LiveItemsProps<Row, Answer>,
  "children"
> & {
  /** What the rows are: "Executions". */
  label: string;
  room?: "sm" | "md" | "lg";
  className?: string;
  head: ReactNode;
};

export function LiveTable<Row extends LiveRow, Answer extends LiveAnswer<Row>>({
  label,
  room = "md",
  className,
  head,
  ...items
}: LiveTableProps<Row, Answer>) {
  return (
    <LiveItems {...items}>
      {(rows) => (
        <Table label={label} room={room} className={className}>
          {head}
          <TableBody>{rows}</TableBody>
        </Table>
      )}
    </LiveItems>
  );
}
