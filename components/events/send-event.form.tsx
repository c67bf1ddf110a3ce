"use client";
// A person sends one event: type, subject, payload. What the door refuses is said at its field.
import { type FormEvent, useId, useMemo, useRef, useState, useTransition } from "react";
import { Button } from "#components/ui/button.tsx";
import { type Action, callAction } from "#components/ui/call-action.ts";
import { CodeEditor, type CodeEditorHandle } from "#components/ui/code-editor.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Field, fieldControl } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { findJsonFault } from "#lib/events/json-fault.ts";
import type { AcceptedEvent, SentEvent } from "#lib/events/sent-event.ts";
import type { Failure } from "#lib/shared/failure.ts";

type SendEventDialogProps = {
  isOpen: boolean;
  onClose: () => void;
  /** Known ones, to complete from. */
  eventTypes: readonly string[];
  send: Action<SentEvent, AcceptedEvent>;
  onSent: (event: AcceptedEvent) => void;
};

const formId = "send-event";

export function SendEventDialog({ isOpen, onClose, ...form }: SendEventDialogProps) {
  const [isPending, setPending] = useState(false);
  return (
    <Dialog
      open={isOpen}
      onClose={onClose}
      size="lg"
      title="Send an event"
      description="Handled like any other event: every matching subscription runs."
      footer={
        <>
          <Button data-close>Cancel</Button>
          <Button type="submit" form={formId} variant="primary" icon="send" pending={isPending}>
            Send
          </Button>
        </>
      }
    >
      <EventForm {...form} onPending={setPending} />
    </Dialog>
  );
}

type EventFormProps = Pick<SendEventDialogProps, "eventTypes" | "send" | "onSent"> & {
  onPending: (isPending: boolean) => void;
};

function EventForm({ eventTypes, send, onSent, onPending }: EventFormProps) {
  const [dataJson, setDataJson] = useState("{\n  \n}");
  const [failure, setFailure] = useState<Failure | null>(null);
  const [, startTransition] = useTransition();
  const editor = useRef<CodeEditorHandle>(null);
  const problems = useMemo(() => problemsOf(dataJson, failure), [dataJson, failure]);

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const fault = findJsonFault(dataJson);
    if (fault) return editor.current?.goTo(fault);
    const fields = new FormData(event.currentTarget);
    const subject = String(fields.get("subject")).trim();
    const sent: SentEvent = {
      type: String(fields.get("type")).trim(),
      subject: subject === "" ? null : subject,
      dataJson,
    };
    onPending(true);
    startTransition(async () => {
      const answer = await callAction(send, sent);
      onPending(false);
      setFailure(answer.ok ? null : answer.failure);
      if (answer.ok) onSent(answer.value);
      else focusFault(answer.failure);
    });
  };

  return (
    <form id={formId} onSubmit={submit} className="grid gap-4" noValidate>
      <Refusal failure={failure} />
      <div className="grid gap-4 sm:grid-cols-2">
        <TypeField eventTypes={eventTypes} error={errorAt(failure, "type")} />
        <SubjectField error={errorAt(failure, "subject")} />
      </div>
      <Field id="event-data" label="Payload" error={errorAt(failure, "data")}>
        <CodeEditor
          ref={editor}
          language="json"
          label="Payload as JSON"
          value={dataJson}
          onChange={(text) => {
            setDataJson(text);
            if (errorAt(failure, "data")) setFailure(null);
          }}
          diagnostics={problems}
          rows={{ min: 8, max: 14 }}
        />
      </Field>
    </form>
  );
}

/** To the first field that is wrong. */
function focusFault(failure: Failure): void {
  const field = ["type", "subject"].find((path) => errorAt(failure, path));
  if (field) document.getElementById(`event-${field}`)?.focus();
}

/** While it is typed the engine says what is wrong; after sending, the door does, where it knows the place. */
function problemsOf(dataJson: string, failure: Failure | null) {
  const fault = findJsonFault(dataJson);
  if (fault) return [fault];
  return (failure?.errors ?? []).flatMap(({ path, message, line, column }) =>
    path === "data" && line !== undefined && column !== undefined
      ? [{ line, column, message }]
      : [],
  );
}

function errorAt(failure: Failure | null, path: string): string | undefined {
  return failure?.errors?.find((error) => error.path === path)?.message;
}

/** What belongs to no field. */
function Refusal({ failure }: { failure: Failure | null }) {
  const isAtField = ["type", "subject", "data"].some((path) => errorAt(failure, path));
  if (!failure || isAtField) return null;
  return (
    <Notice tone="danger" role="alert" title="The event was not sent">
      {failure.detail}
    </Notice>
  );
}

type TypeFieldProps = { eventTypes: readonly string[]; error: string | undefined };

function TypeField({ eventTypes, error }: TypeFieldProps) {
  const listId = useId();
  return (
    <Field id="event-type" label="Event type" error={error}>
      <Input
        {...fieldControl("event-type", { error })}
        name="type"
        mono
        required
        maxLength={128}
        list={listId}
        placeholder="finance.payment.created"
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
      />
      <datalist id={listId}>
        {eventTypes.map((type) => (
          <option key={type} value={type} />
        ))}
      </datalist>
    </Field>
  );
}

function SubjectField({ error }: { error: string | undefined }) {
  return (
    <Field id="event-subject" label="Subject" optional error={error}>
      <Input
        {...fieldControl("event-subject", { error })}
        name="subject"
        maxLength={512}
        placeholder="orders/42"
        autoComplete="off"
      />
    </Field>
  );
}
