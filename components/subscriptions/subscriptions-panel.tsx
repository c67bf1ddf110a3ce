// The plan's panel: what wakes one script. Everything in it belongs to htmx, inside an island.
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import type { ListedSubscription } from "./subscription-order.ts";
import { SubscriptionRow } from "./subscription-row.tsx";

export type Panel = {
  scriptId: string;
  listed: readonly ListedSubscription[];
  /** How many a script may have. */
  limit: number;
  mayManage: boolean;
};

export function SubscriptionsPanel({ scriptId, listed, limit, mayManage }: Panel) {
  const count = listed.length;
  const isFull = count >= limit;
  const add = mayManage ? <AddButton scriptId={scriptId} isFull={isFull} /> : null;
  return (
    <section id="subscriptions" aria-labelledby="subscriptions-title" className="grid gap-3">
      <header className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <div className="flex min-w-0 items-baseline gap-2">
          <h2
            id="subscriptions-title"
            className="text-base"
            tabIndex={-1}
            data-focus-fallback={add ? undefined : ""}
          >
            Event Subscriptions
          </h2>
          <span className="text-xs text-quiet tabular-nums">
            {count} of {limit}
          </span>
        </div>
        {count > 0 ? add : null}
      </header>
      {isFull && mayManage ? (
        <p className="text-xs text-quiet">
          This script has all the subscriptions it may have. Remove one to add another.
        </p>
      ) : null}
      {count > 0 ? (
        <ul className="rounded border border-line">
          {listed.map((one) => (
            <SubscriptionRow key={one.subscription.id} {...one} mayManage={mayManage} />
          ))}
        </ul>
      ) : (
        <div className="rounded border border-line">
          <EmptyState icon="zap" title="No event wakes this script" actions={add}>
            Subscribe it to an event type, and it runs for every event that matches.
          </EmptyState>
        </div>
      )}
    </section>
  );
}

function AddButton({ scriptId, isFull }: { scriptId: string; isFull: boolean }) {
  return (
    <Button
      id="add-subscription"
      icon="plus"
      disabled={isFull}
      hx-get={`/fragments/scripts/${scriptId}/subscriptions/new`}
      hx-target="#modal"
      hx-sync="this:drop"
      data-focus-fallback
    >
      Add Event Subscription
    </Button>
  );
}
