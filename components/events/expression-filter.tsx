"use client";
// Finds events by their payload: a filter expression as subscriptions have it. It goes into the address on Enter or when
// it is left.
import { useAddressText } from "#components/filters/use-address-value.ts";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";

type ExpressionFilterProps = {
  /** As the address has it; empty for none. */
  value: string;
  /** Of the text that says what is wrong with it; undefined when nothing is. */
  faultId: string | undefined;
};

export function ExpressionFilter({ value, faultId }: ExpressionFilterProps) {
  const text = useAddressText(value);
  return (
    <Field id="filter-q" label="Filter by payload" hideLabel className="max-md:basis-full">
      <Input
        id="filter-q"
        name="q"
        type="search"
        size="sm"
        mono
        className="max-w-none md:w-96"
        placeholder="$.amount > 100 && event.source == 'api'"
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        maxLength={1_024}
        {...text}
        aria-invalid={faultId !== undefined || undefined}
        aria-describedby={faultId}
      />
    </Field>
  );
}
