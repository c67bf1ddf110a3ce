// Switching a filter between its two forms in the browser: what the text becomes, and why it cannot.
import type { CheckedFilter } from "./checked-filter.ts";
import { type FilterForm, filterForm } from "./filter-form.ts";

export type Switching = {
  /** Why `form` is not there to be switched to, in words; null when it is. */
  obstacle(text: string, form: FilterForm): string | null;
  /** The text in that form. */
  convert(text: string, form: FilterForm): string | undefined;
};

/** `checked` is the newest verdict, which may be about an older text. */
export function createSwitching(checked: () => CheckedFilter | undefined): Switching {
  /** What a converted text was made from: as long as nobody changed it, the way back leads to that. */
  const origins = new Map<string, string>();
  return {
    obstacle: (text, form) => {
      if (text.trim() === "" || filterForm(text) === form || origins.has(text)) return null;
      const verdict = checked();
      if (verdict?.source !== text) return null;
      if (verdict.fault) return "Mend the filter first: only a valid one has another form.";
      return verdict[form] === null ? verdict.notJson : null;
    },
    convert: (text, form) => {
      const origin = origins.get(text);
      if (origin !== undefined && filterForm(origin) === form) return origin;
      const verdict = checked();
      const converted = verdict?.source === text ? verdict[form] : null;
      if (converted === null || converted === undefined) return undefined;
      origins.set(converted, text);
      return converted;
    },
  };
}
