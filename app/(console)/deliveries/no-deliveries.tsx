// A list of deliveries without rows: for a queue that is good news.
import { type Filters, isNarrowed } from "#components/filters/address-filters.ts";
import { buttonClass } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";

type NoDeliveriesProps = {
  filters: Filters;
  isFirst: boolean;
};

export function NoDeliveries({ filters, isFirst }: NoDeliveriesProps) {
  if (isNarrowed(filters) || !isFirst) {
    return (
      <EmptyState
        icon="search"
        title="No deliveries match these filters"
        actions={
          <a className={buttonClass()} href="/deliveries">
            <span>Show what has not finished</span>
          </a>
        }
      >
        What comes to match shows up here by itself.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon="circle-check"
      title="Nothing waits"
      actions={
        <a className={buttonClass()} href="/deliveries?state=succeeded">
          <span>See what has finished</span>
        </a>
      }
    >
      Every delivery has finished. The next event that matches a subscription shows up here while it
      is on its way.
    </EmptyState>
  );
}
