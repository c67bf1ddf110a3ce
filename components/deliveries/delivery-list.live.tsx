"use client";
// The list of deliveries, live: rows change in place, new ones wait; one or many can be retried or cancelled.
import { type ReactNode, useState } from "react";
import { NewRowsBar } from "#components/live/new-rows-bar.tsx";
import { useLiveList } from "#components/live/use-live-list.ts";
import { wideOnlyColumn } from "#components/live/wide-only.ts";
import { Pager } from "#components/ui/pager.tsx";
import { Table, TableBody } from "#components/ui/table.tsx";
import { Time } from "#components/ui/time.tsx";
import { deliveryStates } from "#lib/deliveries/delivery-state.ts";
import type { DeliveryListPage, ListedDelivery } from "#lib/deliveries/listed-delivery.ts";
import { withQuery } from "#lib/shared/with-query.ts";
import { CancelDialog } from "./cancel-dialog.tsx";
import { DeliveryHead, DeliveryRow } from "./delivery-table.tsx";
import { SelectionBar } from "./selection-bar.tsx";
import { type BulkActs, useDeliveryActs } from "./use-delivery-acts.ts";
import { useSelection } from "./use-selection.ts";

type DeliveryListProps = {
  /** `now` is the server's clock when it read the page. */
  initial: DeliveryListPage & { now: string };
  /** The page's path, and its filters as they stand in the address, without the cursor. */
  path: string;
  filters: Readonly<Record<string, string | undefined>>;
  cursor?: string | undefined;
  /** All of them have finished: newest first, nothing to do about them. */
  finished: boolean;
  /** Null for who may not act. */
  acts: BulkActs | null;
  /** Instead of an empty table. */
  empty: ReactNode;
};

const isUnfinished = ({ state }: ListedDelivery) => !deliveryStates[state].terminal;

export function DeliveryList(props: DeliveryListProps) {
  const { initial, path, filters, cursor, finished, acts, empty } = props;
  const live = useLiveList<ListedDelivery, DeliveryListProps["initial"]>({
    address: withQuery("/api/live/deliveries", { ...filters, cursor }),
    initial,
    everyMs: finished && cursor !== undefined ? false : 2_000,
    mayChange: isUnfinished,
  });
  const { rows, left, held, answer } = live;
  const selection = useSelection(rows.filter(isUnfinished));
  const { pending, act } = useDeliveryActs(acts, live.refresh);
  const [doomed, setDoomed] = useState<readonly ListedDelivery[]>([]);
  const columns = { finished, canAct: acts !== null && !finished };
  const rowActs = {
    onRetry: (delivery: ListedDelivery) => void act("retryNow", [delivery.id]),
    onCancel: (delivery: ListedDelivery) => setDoomed([delivery]),
    onSelect: selection.choose,
  };
  const scheduled = selection.chosen.filter(({ state }) => state === "scheduled");
  const cancel = async () => {
    await act("cancel", idsOf(doomed));
    setDoomed([]);
  };
  return (
    <div className="min-w-0">
      <NewRowsBar held={held} left={left.size} state={live.state} onShow={live.showNew} />
      {rows.length === 0 ? (
        empty
      ) : (
        <Table label="Deliveries" className={wideOnlyColumn}>
          <DeliveryHead
            {...columns}
            allSelected={selection.isAll}
            onSelectAll={selection.chooseAll}
          />
          <TableBody>
            {rows.map((delivery) => (
              <DeliveryRow
                key={delivery.id}
                {...columns}
                delivery={delivery}
                now={answer.now}
                left={left.has(delivery.id)}
                selected={selection.has(delivery.id)}
                acts={rowActs}
              />
            ))}
          </TableBody>
        </Table>
      )}
      <ListPager {...{ path, filters, cursor, finished, answer }} nextCursor={live.nextCursor} />
      <SelectionBar
        chosen={selection.chosen.length}
        retryable={scheduled.length}
        pending={pending && doomed.length === 0}
        onRetry={() => void act("retryNow", idsOf(scheduled))}
        onCancel={() => setDoomed(selection.chosen)}
        onClear={() => selection.chooseAll(false)}
      />
      <CancelDialog
        deliveries={doomed}
        pending={pending}
        onConfirm={cancel}
        onClose={() => setDoomed([])}
      />
    </div>
  );
}

type ListPagerProps = Pick<DeliveryListProps, "path" | "filters" | "cursor" | "finished"> & {
  nextCursor: string | null;
  answer: { searchedTo?: string; now: string };
};

/** What has not finished is listed oldest first: the next page holds newer ones. */
function ListPager({ path, filters, cursor, finished, nextCursor, answer }: ListPagerProps) {
  const first = cursor === undefined ? undefined : withQuery(path, filters);
  const next =
    nextCursor === null ? undefined : withQuery(path, { ...filters, cursor: nextCursor });
  if (!first && !next) return null;
  const { searchedTo, now } = answer;
  const howFar = searchedTo ? <HowFar {...{ searchedTo, now, finished }} /> : undefined;
  return finished ? (
    <Pager newer={first} older={next} summary={howFar} />
  ) : (
    <Pager newer={next} older={first} summary={howFar ?? "Oldest first"} />
  );
}

/** Filters that no index answers look through a bounded number of deliveries. */
function HowFar({ searchedTo, now, finished }: HowFarProps) {
  return (
    <>
      {finished ? "Looked through 50,000, back to " : "Among the oldest 10,000, up to "}
      <Time at={searchedTo} now={now} />. “{finished ? "Older" : "Newer"}” looks further.
    </>
  );
}

type HowFarProps = { searchedTo: string; now: string; finished: boolean };

function idsOf(deliveries: readonly ListedDelivery[]): string[] {
  return deliveries.map(({ id }) => id);
}
