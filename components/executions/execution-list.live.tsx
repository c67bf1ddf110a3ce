"use client";
// The list of executions, live: rows change in place, new ones wait until they are asked for.
import type { ReactNode } from "react";
import { NewRowsBar } from "#components/live/new-rows-bar.tsx";
import { useLiveList } from "#components/live/use-live-list.ts";
import { wideOnlyColumn } from "#components/live/wide-only.ts";
import { Pager } from "#components/ui/pager.tsx";
import { Table, TableBody } from "#components/ui/table.tsx";
import { Time } from "#components/ui/time.tsx";
import type { ExecutionListPage, ListedExecution } from "#lib/executions/listed-execution.ts";
import { withQuery } from "#lib/shared/with-query.ts";
import { ExecutionHead, ExecutionRow } from "./execution-table.tsx";

type ExecutionListProps = {
  /** `now` is the server's clock when it read the page. */
  initial: ExecutionListPage & { now: string };
  /** The page's path, and its filters as they stand in the address, without the cursor. */
  path: string;
  filters: Readonly<Record<string, string | undefined>>;
  cursor?: string | undefined;
  /** Only of this script: the page names it already. */
  scriptId?: string | undefined;
  /** Instead of an empty table. */
  empty: ReactNode;
};

const isRunning = ({ status }: ListedExecution) => status === "running";

export function ExecutionList(props: ExecutionListProps) {
  const { initial, path, filters, cursor, scriptId, empty } = props;
  const mayChange = cursor === undefined || initial.items.some(isRunning);
  const live = useLiveList<ListedExecution, ExecutionListProps["initial"]>({
    address: withQuery("/api/live/executions", {
      ...filters,
      scriptId: scriptId ?? filters["scriptId"],
      cursor,
    }),
    initial,
    everyMs: mayChange ? 2_000 : false,
    mayChange: isRunning,
  });
  const { rows, left, held, nextCursor, answer, state } = live;
  return (
    <div className="min-w-0">
      <NewRowsBar held={held} left={left.size} state={state} onShow={live.showNew} />
      {rows.length === 0 ? (
        empty
      ) : (
        <Table label="Executions" className={wideOnlyColumn}>
          <ExecutionHead ofScript={scriptId !== undefined} />
          <TableBody>
            {rows.map((execution) => (
              <ExecutionRow
                key={execution.id}
                execution={execution}
                now={answer.now}
                left={left.has(execution.id)}
                ofScript={scriptId !== undefined}
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
          answer.searchedTo ? <HowFar searchedTo={answer.searchedTo} now={answer.now} /> : undefined
        }
      />
    </div>
  );
}

/** Filters that no index answers look through a bounded number of executions. */
function HowFar({ searchedTo, now }: { searchedTo: string; now: string }) {
  return (
    <>
      Looked through 50,000 executions, back to <Time at={searchedTo} now={now} />. “Older” looks
      further.
    </>
  );
}
