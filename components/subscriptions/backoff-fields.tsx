// How long a failed run waits: one of three kinds, and only the fields of the chosen one are shown.
import { Field, fieldControl } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import type { FormFields } from "./form-fields.ts";

type Errors = Readonly<Record<string, string>>;

const kinds = [
  { value: "exponential", label: "Exponential: each wait is longer" },
  { value: "fixed", label: "Fixed: always the same" },
  { value: "list", label: "List: one wait for each retry" },
];

export function BackoffFields({ fields, errors }: { fields: FormFields; errors: Errors }) {
  const text = (name: keyof FormFields) => ({
    ...fieldControl(name, { error: errors[name] }),
    name,
    defaultValue: fields[name],
    autoComplete: "off",
  });
  return (
    <>
      <Field id="backoffKind" label="Wait between retries" error={errors["backoffKind"]}>
        <Select
          {...fieldControl("backoffKind", { error: errors["backoffKind"] })}
          name="backoffKind"
          options={kinds}
          defaultValue={fields.backoffKind}
        />
      </Field>
      <div className="hidden grid-cols-3 items-start gap-3 group-has-[option[value=exponential]:checked]/form:grid">
        <Field id="baseDelay" label="First" error={errors["baseDelay"]}>
          <Input {...text("baseDelay")} />
        </Field>
        <Field id="factor" label="Factor" error={errors["factor"]}>
          <Input {...text("factor")} inputMode="decimal" />
        </Field>
        <Field id="maxDelay" label="At most" error={errors["maxDelay"]}>
          <Input {...text("maxDelay")} />
        </Field>
        <p className="field-hint col-span-3">
          Waits are spread at random below these values, so that failures do not come back as a
          burst.
        </p>
      </div>
      <div className="hidden group-has-[option[value=fixed]:checked]/form:block">
        <Field id="delay" label="Wait" error={errors["delay"]}>
          <Input {...text("delay")} />
        </Field>
      </div>
      <div className="hidden group-has-[option[value=list]:checked]/form:block">
        <Field id="delays" label="Waits" hint="The last one repeats." error={errors["delays"]}>
          <Input {...text("delays")} />
        </Field>
      </div>
    </>
  );
}
