"use client";
// Writes a new script and, if wanted, its first subscription: both are made, or neither.
import { type FormEvent, useRef } from "react";
import { EndpointFields } from "#components/scripts/endpoint-fields.tsx";
import { FirstSubscription } from "#components/scripts/first-subscription.tsx";
import { loadSdkNames } from "#components/scripts/load-sdk-names.ts";
import { ScriptBasics } from "#components/scripts/script-basics.tsx";
import { type CreateScript, useNewScript } from "#components/scripts/use-new-script.ts";
import { Button } from "#components/ui/button.tsx";
import { CodeEditor } from "#components/ui/code-editor.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { Section } from "#components/ui/section.tsx";

type NewScriptFormProps = {
  /** Names to choose from while an event type is typed. */
  eventTypes: readonly string[];
  create: CreateScript;
  onCreated: (id: string) => void;
};

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
      <ScriptBasics fields={fields} set={set} errorOf={errorOf} />
      {fields.kind === "http_endpoint" ? (
        <EndpointFields fields={fields} set={set} errorOf={errorOf} />
      ) : null}
      <div className="field">
        <span className="field-label">Source</span>
        <CodeEditor
          names={loadSdkNames}
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
        <LinkButton href="/scripts" variant="ghost">
          Cancel
        </LinkButton>
      </div>
    </form>
  );
}
