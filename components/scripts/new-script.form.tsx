"use client";
// Writes a new script and, if wanted, its first subscription: both are made, or neither.
import { type FormEvent, useRef } from "react";
import { EndpointFields } from "#components/scripts/endpoint-fields.tsx";
import { FirstSubscription } from "#components/scripts/first-subscription.tsx";
import { kindNames, languageNames } from "#components/scripts/script-names.ts";
import { type CreateScript, useNewScript } from "#components/scripts/use-new-script.ts";
import { Button, buttonClass } from "#components/ui/button.tsx";
import { CodeEditor } from "#components/ui/code-editor.tsx";
import { Field, fieldControl } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { Section } from "#components/ui/section.tsx";
import { Select } from "#components/ui/select.tsx";

type NewScriptFormProps = {
  /** Names to choose from while an event type is typed. */
  eventTypes: readonly string[];
  create: CreateScript;
  onCreated: (id: string) => void;
};

const optionsOf = (names: Record<string, string>) =>
  Object.entries(names).map(([value, label]) => ({ value, label }));

export function NewScriptForm({ eventTypes, create, onCreated }: NewScriptFormProps) {
  const { fields, set, errorOf, problems, refusal, pending, submit } = useNewScript({
    create,
    onCreated,
  });
  const form = useRef<HTMLFormElement>(null);
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    submit();
  };
  const nameError = errorOf("script.name");
  const sourceError = errorOf("script.source");
  return (
    <form
      ref={form}
      noValidate
      onSubmit={onSubmit}
      className="flex min-w-0 max-w-4xl flex-col gap-6"
    >
      {refusal === null ? null : (
        <Notice tone="danger" role="alert" title="Not created">
          {refusal}
        </Notice>
      )}
      <div className="grid gap-4 md:grid-cols-[minmax(0,1fr)_160px_160px]">
        <Field id="name" label="Name" error={nameError}>
          <Input
            {...fieldControl("name", { error: nameError })}
            name="name"
            maxLength={128}
            autoComplete="off"
            dir="auto"
            placeholder="notify-sms"
            value={fields.name}
            onChange={(event) => set({ name: event.target.value })}
          />
        </Field>
        <Field id="kind" label="Kind">
          <Select
            {...fieldControl("kind")}
            name="kind"
            options={optionsOf(kindNames)}
            value={fields.kind}
            onChange={({ target }) =>
              set({ kind: target.value === "http_endpoint" ? "http_endpoint" : "event_handler" })
            }
          />
        </Field>
        <Field id="language" label="Language">
          <Select
            {...fieldControl("language")}
            name="language"
            options={optionsOf(languageNames)}
            value={fields.language}
            onChange={({ target }) =>
              set({ language: target.value === "javascript" ? "javascript" : "typescript" })
            }
          />
        </Field>
      </div>
      {fields.kind === "http_endpoint" ? (
        <EndpointFields fields={fields} set={set} errorOf={errorOf} />
      ) : null}
      <div className="field">
        <span className="field-label">Source</span>
        <CodeEditor
          label="Source of the new script"
          language={fields.language}
          value={fields.source}
          diagnostics={problems}
          rows={{ min: 14, max: 24 }}
          onChange={(source) => set({ source })}
          onSave={() => form.current?.requestSubmit()}
        />
        {sourceError && problems.length === 0 ? <p className="field-error">{sourceError}</p> : null}
      </div>
      <Section
        title="First subscription"
        description="Which events wake the script. Leave it empty to add subscriptions later."
      >
        <FirstSubscription fields={fields} set={set} errorOf={errorOf} eventTypes={eventTypes} />
      </Section>
      <div className="flex gap-2">
        <Button type="submit" variant="primary" pending={pending}>
          Create script
        </Button>
        <a className={buttonClass({ variant: "ghost" })} href="/scripts">
          <span>Cancel</span>
        </a>
      </div>
    </form>
  );
}
