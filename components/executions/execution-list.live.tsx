"use client";
// The list of executions, live: rows change in place, new ones wait until they are asked for.
import type { ReactNode } from "react";
import type { Filters } from "#components/filters/address-filters.ts";
import { type LiveAnswer, LiveTable } from "#components/live/live-table.tsx";
import { useLiveList } from "#components/live/use-live-list.ts";
import { wideOnlyColumn } from "#components/ui/wide-only.ts";
import type { ListedExecution } from "#lib/executions/listed-execution.ts";
import { withQuery } from "#lib/shared/with-query.ts";
import { ExecutionHead, ExecutionRow } from "./execution-table.tsx";

type ExecutionListProps = {
  initial: LiveAnswer<ListedExecution>;
  /** The page's path, and its filters as they stand in the address, without the cursor. */
  path: string;
  filters: Filters;
  cursor?: string | undefined;
  /** Only of this script: the page names it already. */
  scriptId?: string | undefined;
  /** Instead of an empty table. */
  empty: ReactNode;
};

const isRunning = ({ status }: ListedExecution) => status === "running";

export function ExecutionList(props: ExecutionListProps) {
  const { initial, path, filters, cursor, scriptId = filters["scriptId"], empty } = props;
  const ofScript = props.scriptId !== undefined;
  const mayChange = cursor === undefined || initial.items.some(isRunning);
  const live = useLiveList<ListedExecution, LiveAnswer<ListedExecution>>({
    address: withQuery("/api/live/executions", { ...filters, scriptId, cursor }),
    initial,
    everyMs: mayChange ? 2_000 : false,
    mayChange: isRunning,
  });
  return (
    <LiveTable
      live={live}
      label="Executions"
      className={wideOnlyColumn}
      head={<ExecutionHead ofScript={ofScript} />}
      row={(execution, shown) => (
        <ExecutionRow execution={execution} ofScript={ofScript} {...shown} />
      )}
      empty={empty}
      pages={{ path, filters, cursor, looked: "Looked through 50,000 executions, back to" }}
    />
  );
}
