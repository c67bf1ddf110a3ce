import { EventHead, eventColumns } from "#components/events/event-table.tsx";
import { ListSkeleton } from "#components/ui/list-skeleton.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";

export default function EventsLoading() {
  return (
    <div className="flex min-w-0 flex-col gap-4">
      <PageHeader title="Events" />
      <ListSkeleton label="Events" head={<EventHead />} columns={eventColumns} rows={20} />
    </div>
  );
}
