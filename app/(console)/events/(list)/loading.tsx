import { EventHead, eventColumns } from "#components/events/event-table.tsx";
import { FilterBar } from "#components/ui/filter-bar.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { SkeletonRows, Table, TableBody } from "#components/ui/table.tsx";

export default function EventsLoading() {
  return (
    <div className="flex min-w-0 flex-col gap-4">
      <PageHeader title="Events" />
      <div className="min-w-0">
        <FilterBar>
          <span className="h-7" />
        </FilterBar>
        <Table label="Events">
          <EventHead />
          <TableBody>
            <SkeletonRows rows={20} columns={eventColumns} />
          </TableBody>
        </Table>
      </div>
    </div>
  );
}
