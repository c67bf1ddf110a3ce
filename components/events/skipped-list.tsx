// Who did not react to an event although its type fits, and why.
import { Badge } from "#components/ui/badge.tsx";
import { formatPlural } from "#components/ui/format.ts";
import type { SkippedSubscription } from "#lib/events/event-story.ts";
import { FilterExplanation } from "./filter-explanation.tsx";
import { skipLook } from "./skip-looks.ts";
import { SubscriptionName } from "./subscription-name.tsx";

type SkippedListProps = { skipped: readonly SkippedSubscription[]; more: number };

export function SkippedList({ skipped, more }: SkippedListProps) {
  return (
    <section aria-labelledby="skipped-title" className="grid min-w-0 gap-2">
      <h3 id="skipped-title" className="font-medium text-sm">
        Who did not react
      </h3>
      <ul className="min-w-0 border-line border-t">
        {skipped.map((skip) => (
          <SkippedItem key={`${skip.subscriptionId} ${skip.reason}`} skip={skip} />
        ))}
      </ul>
      {more > 0 ? (
        <p className="text-quiet text-sm">
          {formatPlural(more, "more subscription")} for this type {more === 1 ? "is" : "are"} not
          shown.
        </p>
      ) : null}
    </section>
  );
}

function SkippedItem({ skip }: { skip: SkippedSubscription }) {
  const { word, sentence, ...look } = skipLook(skip.reason);
  const said = sentence === "" ? (skip.detail ?? "") : sentence;
  return (
    <li className="grid min-w-0 gap-x-4 gap-y-1.5 border-line border-b py-2.5 last:border-b-0 md:grid-cols-[112px_minmax(0,1fr)]">
      <Badge {...look} plain>
        {word}
      </Badge>
      <div className="grid min-w-0 gap-1.5">
        <SubscriptionName of={skip} />
        {skip.why?.explanation ? null : (
          <p className="text-quiet text-xs [overflow-wrap:anywhere]">{said}</p>
        )}
        {skip.why ? <FilterExplanation reason={skip.why} /> : null}
      </div>
    </li>
  );
}
