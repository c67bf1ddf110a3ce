// Why those who reacted did: the filters that are true for the event, folded until somebody asks.
import { formatPlural } from "#components/ui/format.ts";
import { Icon } from "#components/ui/icon.tsx";
import type { EventSkips, FilterReason, Reaction } from "#lib/events/event-story.ts";
import { FilterExplanation } from "./filter-explanation.tsx";
import { SubscriptionName } from "./subscription-name.tsx";

type MatchedFiltersProps = {
  reactions: readonly Reaction[];
  matched: EventSkips["matched"];
};

export function MatchedFilters({ reactions, matched }: MatchedFiltersProps) {
  const explained = reactions.flatMap((reaction) => {
    const reason = matched[reaction.subscriptionId];
    return reason ? [{ reaction, reason }] : [];
  });
  if (explained.length === 0) return null;
  return (
    <details className="group/matched min-w-0">
      <summary className="flex w-fit list-none items-center gap-1 rounded py-0.5 font-medium text-quiet text-sm hover:text-ink">
        <Icon name="chevron-right" size={14} className="group-open/matched:rotate-90" />
        Why {formatPlural(explained.length, "filter")} matched
      </summary>
      <ul className="mt-1.5 min-w-0 border-line border-t">
        {explained.map(({ reaction, reason }) => (
          <MatchedItem key={reaction.deliveryId} reaction={reaction} reason={reason} />
        ))}
      </ul>
    </details>
  );
}

function MatchedItem({ reaction, reason }: { reaction: Reaction; reason: FilterReason }) {
  const { scriptId, scriptName, subscription } = reaction;
  return (
    <li className="grid min-w-0 gap-1.5 border-line border-b py-2.5 last:border-b-0">
      <SubscriptionName of={{ scriptId, scriptName, eventType: subscription?.eventType ?? null }} />
      {reason.matches ? null : (
        <p className="text-quiet text-xs">Its filter is not true for this event any more.</p>
      )}
      <FilterExplanation reason={reason} />
    </li>
  );
}
