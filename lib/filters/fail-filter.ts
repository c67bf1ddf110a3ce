// A filter that is none, as the failure of what was sent.

import { failField } from "#lib/shared/parse-input.ts";
import type { FilterError } from "./filter-error.ts";

/** `path` names the field that holds the filter. 422 with line and column. */
export function failFilter(path: string, error: FilterError) {
  const { line, column } = error;
  return failField(path, describeFilterError(error), { line, column });
}

/** What is wrong, and what to do about it. */
export function describeFilterError({ message, hint }: Pick<FilterError, "message" | "hint">) {
  return `${message}. ${hint}`;
}
