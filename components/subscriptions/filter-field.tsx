// The filter, checked by the server while it is typed. Its verdict stands in the place of the field's error.
import { Field } from "#components/ui/field.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import type { FilterVerdict as Verdict } from "#lib/filters/check-filter.ts";
import { FilterVerdict } from "./filter-verdict.tsx";

export function FilterField({ source, verdict }: { source: string; verdict: Verdict | null }) {
  return (
    <Field id="filter" label="Filter" optional>
      <Textarea
        id="filter"
        name="filter"
        mono
        rows={2}
        defaultValue={source}
        placeholder="$.amount > 100 && $.currency == 'EUR'"
        spellCheck={false}
        autoCapitalize="off"
        autoComplete="off"
        aria-describedby="filter-verdict"
        aria-invalid={verdict?.valid === false || undefined}
        hx-post="/fragments/filters/check"
        hx-trigger="input changed delay:250ms"
        hx-target="#filter-verdict"
        hx-sync="this:replace"
      />
      <div id="filter-verdict" role="status">
        <FilterVerdict source={source} verdict={verdict} />
      </div>
    </Field>
  );
}
