// What there is to know about a delivery, each fact a way on.
import { LetterBadge } from "#components/dead-letters/letter-badge.tsx";
import { ScriptLink } from "#components/scripts/script-name.tsx";
import { formatNumber } from "#components/ui/format.ts";
import { Id, LinkedId } from "#components/ui/id.tsx";
import { type KeyValue, KeyValues } from "#components/ui/key-values.tsx";
import { linkClass } from "#components/ui/link-class.ts";
import { Time } from "#components/ui/time.tsx";
import type { DeliveryDetail } from "#lib/deliveries/listed-delivery.ts";

export function DeliveryFacts({ delivery, now }: { delivery: DeliveryDetail; now: string }) {
  return <KeyValues items={[...origin(delivery), ...course(delivery, now)]} />;
}

function origin(delivery: DeliveryDetail): KeyValue[] {
  const { scriptId, eventId, subscription, orderingKey } = delivery;
  return [
    ["Script", <ScriptLink key="script" script={delivery} />],
    ["Event", <LinkedId key="event" href={`/events/${eventId}`} id={eventId} />],
    [
      "Subscription",
      subscription ? (
        <a
          key="subscription"
          className={`${linkClass} line-clamp-2 font-mono text-xs`}
          href={`/scripts/${scriptId}/subscriptions`}
          title={subscription.eventType}
        >
          <bdi>{subscription.eventType}</bdi>
        </a>
      ) : (
        <span key="subscription" className="text-quiet">
          Deleted
        </span>
      ),
    ],
    [
      "Filter",
      subscription?.filter && (
        <code key="filter" className="line-clamp-3 font-mono text-xs" title={subscription.filter}>
          {subscription.filter}
        </code>
      ),
    ],
    [
      "Ordering key",
      orderingKey && (
        <code key="ordering" className="line-clamp-2 font-mono text-xs">
          {orderingKey}
        </code>
      ),
    ],
  ];
}

function course(delivery: DeliveryDetail, now: string): KeyValue[] {
  const { letter, nextAttemptAt, finishedAt, attempts, maxAttempts } = delivery;
  return [
    [
      "Dead letter",
      letter && (
        <a key="letter" className="hover:underline" href={`/dead-letters/${letter.id}`}>
          <LetterBadge state={letter.state} plain />
        </a>
      ),
    ],
    ["Attempts", `${formatNumber(attempts)} of ${formatNumber(maxAttempts)}`],
    ["Priority", formatNumber(delivery.priority)],
    ["Queued", <Time key="queued" at={delivery.createdAt} now={now} format="absolute" />],
    [
      "Next try",
      nextAttemptAt && <Time key="next" at={nextAttemptAt} now={now} format="absolute" />,
    ],
    ["Finished", finishedAt && <Time key="end" at={finishedAt} now={now} format="absolute" />],
    ["Delivery", <Id key="id" value={delivery.id} />],
  ];
}
