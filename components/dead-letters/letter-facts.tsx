// What there is to know about a dead letter beside its error, each fact a way on.
import { ScriptLink } from "#components/scripts/script-name.tsx";
import { formatPlural } from "#components/ui/format.ts";
import { Id, LinkedId } from "#components/ui/id.tsx";
import { type KeyValue, KeyValues } from "#components/ui/key-values.tsx";
import { linkClass } from "#components/ui/link-class.ts";
import { Time } from "#components/ui/time.tsx";
import type { LetterDetail } from "#lib/dead-letters/listed-letter.ts";
import { withQuery } from "#lib/shared/with-query.ts";

type LetterFactsProps = {
  letter: LetterDetail;
  /** Other open letters with the same error in the same script. */
  alike: number;
  now: string;
};

export function LetterFacts({ letter, alike, now }: LetterFactsProps) {
  return <KeyValues items={[...whatFailed(letter), ...whenAndAlike(letter, alike, now)]} />;
}

function whatFailed(letter: LetterDetail): KeyValue[] {
  const { scriptId, version, eventId, eventType, deliveryId, history } = letter;
  const last = history.findLast((attempt) => attempt.deliveryId === deliveryId);
  return [
    ["Script", <ScriptLink key="script" script={letter} version={version} />],
    [
      "Event",
      <a key="event" className={`${linkClass} font-mono text-xs`} href={`/events/${eventId}`}>
        <bdi>{eventType}</bdi>
      </a>,
    ],
    ["Delivery", <LinkedId key="delivery" href={`/deliveries/${deliveryId}`} id={deliveryId} />],
    [
      "Log",
      last && (
        <a key="log" className={linkClass} href={`/executions/${last.id}`}>
          Last attempt’s log
        </a>
      ),
    ],
    [
      "Subscription",
      letter.replayable ? (
        <a key="subscription" className={linkClass} href={`/scripts/${scriptId}/subscriptions`}>
          This script’s subscriptions
        </a>
      ) : null,
    ],
  ];
}

function whenAndAlike(letter: LetterDetail, alike: number, now: string): KeyValue[] {
  const { id, scriptId, fingerprint, attempts, maxAttempts, createdAt, updatedAt } = letter;
  const group = withQuery("/dead-letters", { scriptId, fingerprint });
  return [
    ["Attempts", `${attempts} of ${maxAttempts}`],
    ["Failed", <Time key="failed" at={createdAt} now={now} format="absolute" />],
    [
      "Last change",
      createdAt === updatedAt ? null : (
        <Time key="changed" at={updatedAt} now={now} format="absolute" />
      ),
    ],
    [
      "Same error",
      alike === 0 ? (
        "No other open letter"
      ) : (
        <a key="alike" className={linkClass} href={group}>
          {formatPlural(alike, "other open letter")}
        </a>
      ),
    ],
    ["Dead letter", <Id key="id" value={id} />],
  ];
}
