// Where an HTTP endpoint will answer.
import type { NewScriptFields } from "#components/scripts/new-script-input.ts";
import type { ErrorOf, SetFields } from "#components/scripts/use-new-script.ts";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { Field, fieldControl } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { httpMethods } from "#lib/scripts/http-methods.ts";

type EndpointFieldsProps = { fields: NewScriptFields; set: SetFields; errorOf: ErrorOf };

export function EndpointFields({ fields, set, errorOf }: EndpointFieldsProps) {
  const pathError = errorOf("script.path");
  const methodsError = errorOf("script.methods");
  const toggle = (method: string, isOn: boolean) =>
    set({ methods: httpMethods.filter((m) => (m === method ? isOn : fields.methods.includes(m))) });
  return (
    <div className="flex min-w-0 flex-col gap-4">
      <Notice title="Endpoints do not answer requests yet">
        The path and the methods are kept, and the script runs for its subscriptions. A later
        version of Scriptbus answers requests.
      </Notice>
      <div className="grid gap-4 md:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]">
        <Field
          id="path"
          label="Path"
          hint="Will answer at /x/, the tenant's name, then this path."
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
    </div>
  );
}
