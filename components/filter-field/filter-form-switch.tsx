// "Expression" or "JSON": the same filter, written in the other form. It shows where there is an editor to switch.
import type { FilterForm } from "./filter-form.ts";

const forms: readonly { form: FilterForm; word: string }[] = [
  { form: "expression", word: "Expression" },
  { form: "json", word: "JSON" },
];

export function FilterFormSwitch({ form: current }: { form: FilterForm }) {
  return (
    <fieldset
      aria-label="Written as"
      className="inline-flex rounded border border-line bg-sunken p-px [filter-field:not(:has(.cm-editor))_&]:invisible"
    >
      {forms.map(({ form, word }) => (
        <button
          key={form}
          type="button"
          data-filter-form={form}
          aria-pressed={form === current}
          className="h-6 rounded-sm px-2 text-quiet text-xs hover:text-ink aria-disabled:cursor-not-allowed aria-disabled:opacity-50 aria-pressed:bg-raised aria-pressed:font-medium aria-pressed:text-ink pointer-coarse:h-8 pointer-coarse:px-3"
        >
          {word}
        </button>
      ))}
    </fieldset>
  );
}
