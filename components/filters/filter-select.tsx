"use client";
// One choice of a list's filters. It shows what was chosen at once and follows the address afterwards (Back, links).
import { Field } from "#components/ui/field.tsx";
import { Select, type SelectOption } from "#components/ui/select.tsx";
import { useAddressValue } from "./use-address-value.ts";

type FilterSelectProps = {
  /** Its name in the address. */
  name: string;
  label: string;
  /** As the address has it; empty for none. */
  value: string;
  options: readonly SelectOption[];
};

export function FilterSelect({ name, label, value, options }: FilterSelectProps) {
  const [chosen, choose] = useAddressValue(value);
  return (
    <Field id={`filter-${name}`} label={label} hideLabel>
      <Select
        id={`filter-${name}`}
        name={name}
        size="sm"
        value={chosen}
        data-set={chosen !== "" || undefined}
        onChange={(event) => choose(event.target.value)}
        options={options}
      />
    </Field>
  );
}
