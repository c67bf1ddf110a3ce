"use client";
// The list of scripts, live: what they do changes in place, new ones wait until they are asked for.
import type { ReactNode } from "react";
import type { Filters } from "#components/filters/address-filters.ts";
import { type LiveAnswer, LiveTable } from "#components/live/live-table.tsx";
import { useLiveList } from "#components/live/use-live-list.ts";
import { wideOnlyColumn } from "#components/ui/wide-only.ts";
import type { ScriptOverview } from "#lib/scripts/script-activity.ts";
import { withQuery } from "#lib/shared/with-query.ts";
import { ScriptHead, ScriptRow } from "./script-table.tsx";

type ScriptListProps = {
  initial: LiveAnswer<ScriptOverview>;
  /** As they stand in the address, without the cursor. */
  filters: Filters;
  cursor?: string | undefined;
  /** Instead of an empty table. */
  empty: ReactNode;
};

export function ScriptList({ initial, filters, cursor, empty }: ScriptListProps) {
  const live = useLiveList<ScriptOverview, LiveAnswer<ScriptOverview>>({
    address: withQuery("/api/live/scripts", { ...filters, cursor }),
    initial,
    everyMs: 5_000,
    mayChange: () => true,
  });
  return (
    <LiveTable
      live={live}
      label="Scripts"
      className={wideOnlyColumn}
      head={<ScriptHead />}
      row={(script, shown) => <ScriptRow script={script} {...shown} />}
      empty={empty}
      pages={{ path: "/scripts", filters, cursor }}
    />
  );
}
