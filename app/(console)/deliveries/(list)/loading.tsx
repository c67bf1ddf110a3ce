import { countColumns, DeliveryHead } from "#components/deliveries/delivery-table.tsx";
import { ListSkeleton } from "#components/ui/list-skeleton.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { wideOnlyColumn } from "#components/ui/wide-only.ts";

const columns = { finished: false, canAct: false };

export default function DeliveriesLoading() {
  return (
    <div className="flex min-w-0 flex-col gap-4">
      <PageHeader title="Deliveries" />
      <ListSkeleton
        label="Deliveries"
        head={<DeliveryHead {...columns} />}
        columns={countColumns(columns)}
        rows={20}
        className={wideOnlyColumn}
      />
    </div>
  );
}
