// What there is to know about an execution beside its outcome, each fact a way on.
import { LetterBadge } from "#components/dead-letters/letter-badge.tsx";
import { DeliveryBadge } from "#components/deliveries/delivery-badge.tsx";
import { ScriptLink } from "#components/scripts/script-name.tsx";
import { Duration } from "#components/ui/duration.tsx";
import { formatBytes } from "#components/ui/format.ts";
import { Id, LinkedId } from "#components/ui/id.tsx";
import { type KeyValue, KeyValues } from "#components/ui/key-values.tsx";
import { linkClass } from "#components/ui/link-class.ts";
import { Time } from "#components/ui/time.tsx";
import type { ExecutionProgress } from "#lib/executions/execution-detail.ts";

type ExecutionFactsProps = {
  execution: ExecutionProgress;
  /** Of its event, while that is kept. */
  correlationId: string | null;
  now: string;
};

const triggers = {
  event: "Event",
  replay: "Replay",
  test: "Test run",
  http: "HTTP request",
} as const;

export function ExecutionFacts({ execution, correlationId, now }: ExecutionFactsProps) {
  return <KeyValues items={[...origin(execution, correlationId), ...times(execution, now)]} />;
}

function origin(execution: ExecutionProgress, correlationId: string | null): KeyValue[] {
  const { version, eventId, eventType, delivery, letter } = execution;
  return [
    ["Script", <ScriptLink key="script" script={execution} version={version} />],
    ["Trigger", triggers[execution.trigger]],
    [
      "Event",
      eventId && (
        <a
          key="event"
          className={`${linkClass} line-clamp-2 font-mono text-xs`}
          href={`/events/${eventId}`}
          title={eventType ?? undefined}
        >
          <bdi>{eventType}</bdi>
        </a>
      ),
    ],
    [
      "Delivery",
      delivery && (
        <a key="delivery" className="hover:underline" href={`/deliveries/${delivery.id}`}>
          <DeliveryBadge state={delivery.state} reason={delivery.reason} plain />
        </a>
      ),
    ],
    [
      "Dead letter",
      letter && (
        <a key="letter" className="hover:underline" href={`/dead-letters/${letter.id}`}>
          <LetterBadge state={letter.state} plain />
        </a>
      ),
    ],
    [
      "Correlation",
      correlationId && (
        <LinkedId key="correlation" href={`/events/${correlationId}`} id={correlationId} />
      ),
    ],
  ];
}

function times(execution: ExecutionProgress, now: string): KeyValue[] {
  const { attempt, maxAttempts, startedAt, durationMs, queueWaitMs, cpuMs, peakHeapBytes } =
    execution;
  return [
    ["Attempt", maxAttempts === null || attempt === 0 ? null : `${attempt} of ${maxAttempts}`],
    ["Started", <Time key="started" at={startedAt} now={now} format="absolute" />],
    ["Duration", <Duration key="duration" ms={durationMs} />],
    ["Queue wait", queueWaitMs === null ? null : <Duration key="wait" ms={queueWaitMs} />],
    ["CPU time", cpuMs === null ? null : <Duration key="cpu" ms={cpuMs} />],
    ["Peak memory", peakHeapBytes === null ? null : formatBytes(peakHeapBytes)],
    ["Execution", <Id key="id" value={execution.id} />],
  ];
}
