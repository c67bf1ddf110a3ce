// Why those who reacted did: the filters that are true for the event, folded until somebody asks.
import { Disclosure } from "#components/ui/disclosure.tsx";
import { formatPlural } from "#components/ui/format.ts";
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
    <Disclosure
      summary={`Why ${formatPlural(explained.length, "filter")} matched`}
      className="font-medium text-sm"
    >
      <ul className="mt-1.5 min-w-0 border-line border-t font-normal">
        {explained.map(({ reaction, reason }) => (
          <MatchedItem key={reaction.deliveryId} reaction={reaction} reason={reason} />
        ))}
      </ul>
    </Disclosure>
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
