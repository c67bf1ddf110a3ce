"use client";
// One choice of a list's filters. It shows what was chosen at once and follows the address afterwards (Back, links).
import { useState } from "react";
import { Field } from "#components/ui/field.tsx";
import { Select, type SelectOption } from "#components/ui/select.tsx";

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

/** What a person chose holds until the address says something new. */
export function useAddressValue(value: string) {
  const [state, setState] = useState({ chosen: value, address: value });
  const current = state.address === value ? state : { chosen: value, address: value };
  if (current !== state) setState(current);
  const choose = (chosen: string) => setState({ chosen, address: value });
  return [current.chosen, choose] as const;
}
