// Where an HTTP endpoint will answer.
import type { NewScriptFields } from "#components/scripts/new-script-input.ts";
import { authNames } from "#components/scripts/script-names.ts";
import type { ErrorOf, SetFields } from "#components/scripts/use-new-script.ts";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { Field, fieldControl } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import { endpointAuths, endpointRate } from "#lib/endpoints/endpoint-settings.ts";
import { httpMethods } from "#lib/scripts/http-methods.ts";

type EndpointFieldsProps = { fields: NewScriptFields; set: SetFields; errorOf: ErrorOf };

export function EndpointFields({ fields, set, errorOf }: EndpointFieldsProps) {
  const pathError = errorOf("script.path");
  const methodsError = errorOf("script.methods");
  const toggle = (method: string, isOn: boolean) =>
    set({ methods: httpMethods.filter((m) => (m === method ? isOn : fields.methods.includes(m))) });
  return (
    <div className="flex min-w-0 flex-col gap-4">
      <div className="grid gap-4 md:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]">
        <Field
          id="path"
          label="Path"
          hint="Answers at /x/, the tenant's name, then this path."
          error={pathError}
        >
          <Input
            {...fieldControl("path", { hint: true, error: pathError })}
            name="path"
            mono
            maxLength={256}
            autoComplete="off"
            placeholder="orders/new"
            value={fields.path}
            onChange={(event) => set({ path: event.target.value })}
          />
        </Field>
        <fieldset className="field">
          <legend className="field-label mb-1.5">Methods</legend>
          <div className="flex min-h-8 flex-wrap items-center gap-x-4 gap-y-1">
            {httpMethods.map((method) => (
              <Checkbox
                key={method}
                name="methods"
                value={method}
                label={method}
                checked={fields.methods.includes(method)}
                onChange={(event) => toggle(method, event.target.checked)}
              />
            ))}
          </div>
          {methodsError ? <p className="field-error">{methodsError}</p> : null}
        </fieldset>
      </div>
      <EndpointRules fields={fields} set={set} errorOf={errorOf} />
    </div>
  );
}

function EndpointRules({ fields, set, errorOf }: EndpointFieldsProps) {
  const rateError = errorOf("script.rateLimit");
  return (
    <div className="grid gap-4 md:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]">
      <Field id="auth" label="Who may call it">
        <Select
          {...fieldControl("auth")}
          name="auth"
          options={endpointAuths.map((value) => ({ value, label: authNames[value] }))}
          value={fields.auth}
          onChange={({ target }) => set({ auth: target.value === "api_key" ? "api_key" : "none" })}
        />
      </Field>
      <Field
        id="rateLimit"
        label="Requests per second"
        hint={`${endpointRate.least} to ${endpointRate.most}; what is more is refused.`}
        error={rateError}
      >
        <Input
          {...fieldControl("rateLimit", { hint: true, error: rateError })}
          name="rateLimit"
          inputMode="numeric"
          autoComplete="off"
          value={fields.rateLimit}
          onChange={(event) => set({ rateLimit: event.target.value })}
        />
      </Field>
    </div>
  );
}
