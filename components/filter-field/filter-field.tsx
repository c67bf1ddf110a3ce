// The filter of a form: a text area that the server checks while it is typed. In a browser, <filter-field> puts an
// editor in its place (filter-field-element.ts); the text area stays what the form sends.
import { createElement } from "react";
import { Textarea } from "#components/ui/textarea.tsx";
import type { FilterVerdict as Verdict } from "#lib/filters/check-filter.ts";
import { filterForm, placeholders } from "./filter-form.ts";
import { FilterFormSwitch } from "./filter-form-switch.tsx";
import { FilterVerdict } from "./filter-verdict.tsx";

type FilterFieldProps = {
  source: string;
  /** Null when there is no filter. */
  verdict: Verdict | null;
};

/** Its form has a field `eventType`: completions and the preview look at events of that type. */
export function FilterField({ source, verdict }: FilterFieldProps) {
  const form = filterForm(source);
  return createElement(
    "filter-field",
    { class: "field group/filter" },
    <div className="flex min-h-6 flex-wrap items-center justify-between gap-x-3 gap-y-1">
      <label id="filter-label" htmlFor="filter" className="field-label">
        Filter
        <span className="field-optional">optional</span>
      </label>
      <FilterFormSwitch form={form} />
      <p data-filter-form-reason hidden className="field-hint basis-full" />
    </div>,
    // A phone zooms into a field whose letters are small.
    <div data-filter-text className="text-sm pointer-coarse:text-lg">
      <Textarea
        id="filter"
        name="filter"
        mono
        rows={2}
        defaultValue={source}
        placeholder={placeholders[form]}
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
    </div>,
    // Two lines stand ready, so that the form does not move while a filter becomes valid.
    <div className="flex min-h-[2lh] flex-wrap content-start items-start gap-x-2 text-xs">
      <div id="filter-verdict" role="status" className="min-w-0">
        <FilterVerdict source={source} verdict={verdict} />
      </div>
      <div
        id="filter-preview"
        role="status"
        className="contents [&[aria-busy]>*]:opacity-50"
        hx-get="/fragments/filters/preview"
        hx-trigger={verdict?.valid ? "load, filter-checked" : "filter-checked"}
        hx-include="[name='eventType'], [name='filter']"
        hx-swap="innerHTML"
        hx-sync="this:replace"
        hx-morph-skip=""
      />
    </div>,
  );
}
