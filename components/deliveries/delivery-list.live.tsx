"use client";
// The list of deliveries, live: rows change in place, new ones wait; one or many can be retried or cancelled.
import { type ReactNode, useState } from "react";
import type { Filters } from "#components/filters/address-filters.ts";
import { type LiveAnswer, LiveTable } from "#components/live/live-table.tsx";
import { useLiveList } from "#components/live/use-live-list.ts";
import { wideOnlyColumn } from "#components/ui/wide-only.ts";
import { deliveryStates } from "#lib/deliveries/delivery-state.ts";
import type { ListedDelivery } from "#lib/deliveries/listed-delivery.ts";
import { withQuery } from "#lib/shared/with-query.ts";
import { CancelDialog } from "./cancel-dialog.tsx";
import { DeliveryHead, DeliveryRow } from "./delivery-table.tsx";
import { SelectionBar } from "./selection-bar.tsx";
import { type BulkActs, useDeliveryActs } from "./use-delivery-acts.ts";
import { useSelection } from "./use-selection.ts";

type DeliveryListProps = {
  initial: LiveAnswer<ListedDelivery>;
  /** The page's path, and its filters as they stand in the address, without the cursor. */
  path: string;
  filters: Filters;
  cursor?: string | undefined;
  /** All of them have finished: newest first, nothing to do about them. */
  finished: boolean;
  /** Null for who may not act. */
  acts: BulkActs | null;
  /** Instead of an empty table. */
  empty: ReactNode;
};

const newestFirst = { looked: "Looked through 50,000, back to" };
const oldestFirst = { looked: "Among the oldest 10,000, up to", oldestFirst: true };

const isUnfinished = ({ state }: ListedDelivery) => !deliveryStates[state].terminal;

export function DeliveryList(props: DeliveryListProps) {
  const { initial, path, filters, cursor, finished, acts, empty } = props;
  const live = useLiveList<ListedDelivery, LiveAnswer<ListedDelivery>>({
    address: withQuery("/api/live/deliveries", { ...filters, cursor }),
    initial,
    everyMs: finished && cursor !== undefined ? false : 2_000,
    mayChange: isUnfinished,
  });
  const selection = useSelection(live.rows.filter(isUnfinished));
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
      <LiveTable
        live={live}
        label="Deliveries"
        className={wideOnlyColumn}
        head={
          <DeliveryHead
            {...columns}
            allSelected={selection.isAll}
            onSelectAll={selection.chooseAll}
          />
        }
        row={(delivery, shown) => (
          <DeliveryRow
            {...columns}
            {...shown}
            delivery={delivery}
            selected={selection.has(delivery.id)}
            acts={rowActs}
          />
        )}
        empty={empty}
        pages={{ path, filters, cursor, ...(finished ? newestFirst : oldestFirst) }}
      />
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

function idsOf(deliveries: readonly ListedDelivery[]): string[] {
  return deliveries.map(({ id }) => id);
}
