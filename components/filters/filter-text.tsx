"use client";
// A text of a list's filters, with known values to complete from. It goes into the address on Enter, when it is left,
// or when a known value was picked.
import { useId } from "react";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { useAddressText } from "./use-address-value.ts";

type FilterTextProps = {
  /** Its name in the address. */
  name: string;
  label: string;
  /** As the address has it; empty for none. */
  value: string;
  known?: readonly string[];
  maxLength: number;
  /** For what is read letter by letter. */
  mono?: boolean;
};

export function FilterText(props: FilterTextProps) {
  const { name, label, value, known = [], maxLength, mono = true } = props;
  const text = useAddressText(value);
  const listId = useId();
  return (
    <Field id={`filter-${name}`} label={label} hideLabel>
      <Input
        id={`filter-${name}`}
        name={name}
        type="search"
        size="sm"
        mono={mono}
        list={listId}
        placeholder={label}
        autoComplete="off"
        spellCheck={false}
        maxLength={maxLength}
        {...text}
      />
      <datalist id={listId}>
        {known.map((choice) => (
          <option key={choice} value={choice} />
        ))}
      </datalist>
    </Field>
  );
}
