"use client";
// The last events to choose from, by type, by a filter or by id; the chosen one with its payload.
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Disclosure } from "#components/ui/disclosure.tsx";
import { Field, fieldControl } from "#components/ui/field.tsx";
import { Id } from "#components/ui/id.tsx";
import { Input } from "#components/ui/input.tsx";
import { JsonViewer } from "#components/ui/json-viewer.tsx";
import { Select } from "#components/ui/select.tsx";
import { EventChoices } from "./event-choices.tsx";
import { indentJson } from "./indent-json.ts";
import { usePastEvents } from "./use-past-events.ts";
import { useSample } from "./use-sample.ts";

type EventPickerProps = {
  /** The types that the script's subscriptions listen to. */
  subscribed: readonly string[];
  eventId: string | null;
  onEvent: (eventId: string) => void;
  /** Goes on with a copy of it as a payload to write on. */
  onEdit: (payload: { type: string; dataJson: string }) => void;
};

export function EventPicker({ subscribed, eventId, onEvent, onEdit }: EventPickerProps) {
  const [asked, setAsked] = useState<string | null>(null);
  const [words, setWords] = useState("");
  const { sample, problem } = useSample(eventId === null ? null : { eventId });
  const type = asked ?? firstType(subscribed, { eventId, sample, problem });
  const found = usePastEvents({ type, words });
  const choose = (id: string) => {
    setAsked(type);
    onEvent(id);
  };
  return (
    <div className="grid min-w-0 gap-2">
      <div className="grid min-w-0 grid-cols-[minmax(0,1fr)_minmax(0,1fr)_auto] gap-2">
        <Select
          aria-label="Event type"
          value={type ?? ""}
          onChange={(event) => setAsked(event.target.value)}
          options={[
            ...subscribed.map((name) => ({ value: name, label: name })),
            { value: "", label: "Any type" },
          ]}
        />
        <Field id="test-event-search" label="Event id or filter" hideLabel>
          <Input
            {...fieldControl("test-event-search")}
            type="search"
            icon="search"
            placeholder="Id or $.filter"
            autoComplete="off"
            spellCheck={false}
            value={words}
            onChange={(event) => setWords(event.target.value)}
          />
        </Field>
        <Button icon="refresh" label="Look for newer events" onClick={found.reload} />
      </div>
      <EventChoices found={found} isOfAnyType={type === ""} eventId={eventId} onEvent={choose} />
      <div className="min-h-14 min-w-0 text-sm">
        {eventId === null ? (
          <p className="text-quiet">Choose the event to run it for.</p>
        ) : (
          <Chosen eventId={eventId} sample={sample} problem={problem} onEdit={onEdit} />
        )}
      </div>
    </div>
  );
}

type Start = ReturnType<typeof useSample> & { eventId: string | null };

/** That of the event that is chosen already; null until it is known. */
function firstType(subscribed: readonly string[], { eventId, sample, problem }: Start) {
  if (eventId === null) return subscribed[0] ?? "";
  if (problem !== null) return "";
  if (!sample) return null;
  return subscribed.includes(sample.type) ? sample.type : "";
}

type ChosenProps = ReturnType<typeof useSample> & { eventId: string } & Pick<
    EventPickerProps,
    "onEdit"
  >;

/** Also one that the list does not show. */
function Chosen({ eventId, sample, problem, onEdit }: ChosenProps) {
  if (problem) {
    return (
      <p role="alert" className="text-red">
        {problem}
      </p>
    );
  }
  if (!sample) return null;
  const { type, dataJson } = sample;
  return (
    <div className="grid min-w-0 gap-1">
      <div className="flex min-w-0 items-center gap-2">
        <bdi className="min-w-0 truncate font-mono text-xs" title={type}>
          {type}
        </bdi>
        <Id value={eventId} />
        <Button
          size="sm"
          icon="pencil"
          className="ml-auto"
          title="Write on a copy of its payload"
          onClick={() => onEdit({ type, dataJson: indentJson(dataJson) })}
        >
          Edit a copy
        </Button>
      </div>
      <Disclosure summary="Payload">
        <JsonViewer text={dataJson} label="Payload" open={1} className="my-1" />
      </Disclosure>
    </div>
  );
}
