"use client";
// Finds events by their payload: a filter expression as subscriptions have it. It goes into the address on Enter or when
// it is left.
import { useAddressValue } from "#components/filters/filter-select.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";

type ExpressionFilterProps = {
  /** As the address has it; empty for none. */
  value: string;
  /** Of the text that says what is wrong with it; undefined when nothing is. */
  faultId: string | undefined;
};

export function ExpressionFilter({ value, faultId }: ExpressionFilterProps) {
  const [text, setText] = useAddressValue(value);
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
        value={text}
        aria-invalid={faultId !== undefined || undefined}
        aria-describedby={faultId}
        onChange={(event) => {
          setText(event.target.value);
          // The field's own cross: no key was pressed for it.
          if (!(event.nativeEvent instanceof InputEvent)) event.target.form?.requestSubmit();
        }}
        onBlur={(event) => {
          if (text !== value) event.target.form?.requestSubmit();
        }}
      />
    </Field>
  );
}
