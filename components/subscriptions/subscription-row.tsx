// One event subscription in the panel. Its switch swaps the row, Remove takes it away, Edit opens the dialog.
import { readableFilter } from "#components/filter-field/filter-layout.ts";
import { Button } from "#components/ui/button.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { Switch } from "#components/ui/switch.tsx";
import type { Subscription } from "#lib/subscriptions/subscription-schema.ts";
import { ActiveBadge } from "./active-badge.tsx";
import { describePolicy } from "./describe-policy.ts";
import type { ListedSubscription } from "./subscription-order.ts";

type RowProps = ListedSubscription & { mayManage: boolean };

export function SubscriptionRow({ subscription, overlaps, mayManage }: RowProps) {
  const { id, eventType, filter, active } = subscription;
  return (
    <li
      id={`subscription-${id}`}
      data-row
      className="flex flex-wrap items-start gap-x-6 gap-y-2 border-b border-line px-4 py-3 transition-opacity last:border-b-0 [&.htmx-swapping]:opacity-0"
    >
      <div className="grid min-w-0 flex-1 basis-72 gap-1">
        <p className="font-mono text-sm font-medium [overflow-wrap:anywhere]">{eventType}</p>
        {filter ? (
          <p className="line-clamp-4 text-xs text-quiet [overflow-wrap:anywhere]" title={filter}>
            Filter:{" "}
            <code className="whitespace-pre-wrap text-ink [unicode-bidi:isolate]">
              {readableFilter(filter)}
            </code>
          </p>
        ) : null}
        <p className="text-xs text-quiet [overflow-wrap:anywhere]">
          {describePolicy(subscription)}
        </p>
        {overlaps.length > 0 ? <Overlap patterns={overlaps} /> : null}
      </div>
      <div className="flex min-h-8 flex-wrap items-center gap-2 max-md:w-full">
        <ActiveBadge active={active} />
        {mayManage ? <Controls subscription={subscription} /> : null}
      </div>
    </li>
  );
}

function Overlap({ patterns }: { patterns: readonly string[] }) {
  return (
    <p className="flex gap-1.5 text-xs text-amber">
      <Icon name="triangle-alert" size={14} className="mt-px" />
      <span className="[overflow-wrap:anywhere]">
        <span className="font-mono">{patterns.join(", ")}</span> matches the same events: the script
        runs once for each.
      </span>
    </p>
  );
}

function Controls({ subscription }: { subscription: Subscription }) {
  const { id, eventType, filter, active } = subscription;
  const activation = `/fragments/subscriptions/${id}/activation`;
  return (
    <div className="flex items-center gap-2 max-md:ml-auto">
      <Switch
        id={`toggle-${id}`}
        checked={active}
        label={`Active: ${eventType}`}
        className="px-1"
        {...(active ? { "hx-delete": activation } : { "hx-put": activation })}
        hx-target="closest [data-row]"
        hx-swap="outerMorph"
        hx-sync="this:drop"
        data-done={`${eventType} is ${active ? "inactive" : "active"}`}
        data-then="refresh"
      />
      <Button
        id={`edit-${id}`}
        size="sm"
        variant="ghost"
        aria-label={`Edit ${eventType}`}
        hx-get={`/fragments/subscriptions/${id}/edit`}
        hx-target="#modal"
        hx-sync="this:drop"
      >
        Edit
      </Button>
      <Button
        id={`remove-${id}`}
        size="sm"
        variant="ghost"
        aria-label={`Remove ${eventType}`}
        hx-delete={`/fragments/subscriptions/${id}`}
        hx-confirm="Remove this event subscription?"
        hx-target="closest [data-row]"
        hx-swap="delete swap:120ms"
        hx-sync="this:drop"
        data-confirm-thing={filter ? `${eventType}\n${readableFilter(filter)}` : eventType}
        data-confirm-note="Its queued deliveries are cancelled. Open dead letters stay."
        data-confirm-action="Remove"
        data-done={`${eventType} was removed`}
        data-then="refresh"
      >
        Remove
      </Button>
    </div>
  );
}
