// A list of deliveries without rows: for a queue that is good news.
import { type Filters, isNarrowed } from "#components/filters/address-filters.ts";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";

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
        actions={<LinkButton href="/deliveries">Show what has not finished</LinkButton>}
      >
        New matches appear here.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon="circle-check"
      title="Nothing waits"
      actions={<LinkButton href="/deliveries?state=succeeded">See what has finished</LinkButton>}
    >
      The next event that matches a subscription shows up here until it has run.
    </EmptyState>
  );
}
