// The events that were found, one of which is chosen: radio buttons, so that arrow keys move through them.

import { shortId } from "#components/ui/id.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { Time } from "#components/ui/time.tsx";
import type { PastEvent, PastEvents } from "./use-past-events.ts";

type EventChoicesProps = {
  found: PastEvents;
  isOfAnyType: boolean;
  eventId: string | null;
  onEvent: (eventId: string) => void;
};

/** As high with one event as with many, and while they are read: nothing below it moves. */
const box = "h-43 min-w-0 overflow-y-auto rounded-md border border-line";

export function EventChoices({ found, isOfAnyType, eventId, onEvent }: EventChoicesProps) {
  const { events, now, problem } = found;
  if (problem !== null) {
    return (
      <p role="alert" className={`${box} px-3 py-2 text-red text-sm [overflow-wrap:anywhere]`}>
        {problem}
      </p>
    );
  }
  if (events === null) return <Skeleton height="172px" />;
  if (events.length === 0) {
    return (
      <p className={`${box} px-3 py-2 text-quiet text-sm`}>
        No such event has come in. Look for another type or filter, or write a payload.
      </p>
    );
  }
  return (
    <fieldset className={`${box} py-1`}>
      <legend className="sr-only">Event to run it for</legend>
      {events.map((event) => (
        <Choice
          key={event.id}
          event={event}
          now={now}
          hasType={isOfAnyType}
          isChosen={event.id === eventId}
          onChoose={() => onEvent(event.id)}
        />
      ))}
    </fieldset>
  );
}

type ChoiceProps = {
  event: PastEvent;
  now: string;
  hasType: boolean;
  isChosen: boolean;
  onChoose: () => void;
};

function Choice({ event, now, hasType, isChosen, onChoose }: ChoiceProps) {
  const { id, type, subject, receivedAt } = event;
  return (
    <label className="flex h-8 min-w-0 items-center gap-2 px-3 text-xs hover:bg-hover has-checked:bg-selected">
      <input
        type="radio"
        name="test-event"
        className="flex-none accent-accent"
        checked={isChosen}
        onChange={onChoose}
      />
      {hasType ? (
        <bdi className="min-w-0 truncate font-mono" title={type}>
          {type}
        </bdi>
      ) : null}
      <bdi className={`min-w-0 truncate ${hasType ? "text-quiet" : ""}`} title={subject ?? id}>
        {subject ?? shortId(id)}
      </bdi>
      <Time at={receivedAt} now={now} className="ml-auto flex-none text-quiet" />
    </label>
  );
}
