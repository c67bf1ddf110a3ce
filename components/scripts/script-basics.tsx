// Name, kind and language of a new script. None of them changes later.
import type { NewScriptFields } from "#components/scripts/new-script-input.ts";
import { kindNames, languageNames } from "#components/scripts/script-names.ts";
import type { ErrorOf, SetFields } from "#components/scripts/use-new-script.ts";
import { Field, fieldControl } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";

type ScriptBasicsProps = { fields: NewScriptFields; set: SetFields; errorOf: ErrorOf };

const optionsOf = (names: Record<string, string>) =>
  Object.entries(names).map(([value, label]) => ({ value, label }));

export function ScriptBasics({ fields, set, errorOf }: ScriptBasicsProps) {
  const nameError = errorOf("script.name");
  return (
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
  );
}
