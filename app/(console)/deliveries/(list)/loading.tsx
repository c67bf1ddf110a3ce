import { countColumns, DeliveryHead } from "#components/deliveries/delivery-table.tsx";
import { FilterBar } from "#components/ui/filter-bar.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { SkeletonRows, Table, TableBody } from "#components/ui/table.tsx";
import { wideOnlyColumn } from "#components/ui/wide-only.ts";

const columns = { finished: false, canAct: false };

export default function DeliveriesLoading() {
  return (
    <div className="flex min-w-0 flex-col gap-4">
      <PageHeader title="Deliveries" />
      <div className="min-w-0">
        <FilterBar>
          <span className="h-7" />
        </FilterBar>
        <Table label="Deliveries" className={wideOnlyColumn}>
          <DeliveryHead {...columns} />
          <TableBody>
            <SkeletonRows rows={20} columns={countColumns(columns)} />
          </TableBody>
        </Table>
      </div>
    </div>
  );
}
