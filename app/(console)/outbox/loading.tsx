import { OutboxHeader } from "#components/outbox/outbox-header.tsx";
import { OutboxSkeleton } from "#components/outbox/outbox-skeleton.tsx";

export default function OutboxLoading() {
  return (
    <div className="flex min-w-0 flex-col gap-4">
      <OutboxHeader />
      <OutboxSkeleton />
    </div>
  );
}
