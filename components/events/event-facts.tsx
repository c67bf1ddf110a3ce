// The envelope of an event: everything but its payload.
import { classNames } from "#components/ui/class-names.ts";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { formatBytes } from "#components/ui/format.ts";
import { LinkedId } from "#components/ui/id.tsx";
import { type KeyValue, KeyValues } from "#components/ui/key-values.tsx";
import { linkClass } from "#components/ui/link-class.ts";
import { Time } from "#components/ui/time.tsx";
import type { EventCause, EventFacts as Facts } from "#lib/events/event-story.ts";

export function EventFacts({ facts, now }: { facts: Facts; now: string }) {
  const { subject, externalId, replayOf, traceparent, cause, correlationId } = facts;
  const items: KeyValue[] = [
    ["Source", <Text key="source" text={facts.source} />],
    ["Subject", subject && <Text text={subject} />],
    ["Happened", <Time key="time" at={facts.time} now={now} format="absolute" />],
    ["Received", <Time key="received" at={facts.receivedAt} now={now} format="absolute" />],
    [
      "Size",
      <span key="size" className="tabular-nums">
        {formatBytes(facts.bytes)}
      </span>,
    ],
    ["Producer’s id", externalId && <Text text={externalId} mono />],
    ["Hop", <Hop key="hop" hop={facts.hop} />],
    ["Caused by", cause && <Cause cause={cause} />],
    ["Replay of", replayOf && <LinkedId href={`/events/${replayOf}`} id={replayOf} />],
    [
      "Correlation",
      <LinkedId key="correlation" href={`/events/${correlationId}`} id={correlationId} />,
    ],
    ["Trace", traceparent && <Text text={traceparent} mono />],
    ...Object.entries(facts.extensions ?? {}).map(
      ([name, value]): KeyValue => [name, <Text key={name} text={value} mono />],
    ),
  ];
  return <KeyValues items={items} />;
}

/** Longer than this a value is cut to some lines; the copy has it all. */
const longText = 160;

function Text({ text, mono = false }: { text: string; mono?: boolean }) {
  const isLong = text.length > longText;
  return (
    <span className="flex min-w-0 items-start gap-1">
      <bdi
        className={classNames("min-w-0", mono && "font-mono text-xs", isLong && "line-clamp-4")}
        title={isLong ? text : undefined}
      >
        {text}
      </bdi>
      {isLong ? <CopyButton text={text} label="Copy the whole text" /> : null}
    </span>
  );
}

function Hop({ hop }: { hop: number }) {
  return (
    <>
      <span className="tabular-nums">{hop}</span>
      <span className="text-quiet">{hop === 0 ? " (from outside)" : " from the first event"}</span>
    </>
  );
}

function Cause({ cause }: { cause: EventCause }) {
  const { executionId, scriptName, eventId } = cause;
  return (
    <span className="flex flex-wrap items-center gap-x-2">
      <a className={linkClass} href={`/executions/${executionId}`}>
        <bdi>{scriptName ?? "An execution"}</bdi>
      </a>
      {eventId === null ? null : (
        <span className="text-quiet">
          on{" "}
          <a className={linkClass} href={`/events/${eventId}`}>
            its event
          </a>
        </span>
      )}
    </span>
  );
}
