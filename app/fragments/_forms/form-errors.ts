// Where in a form each part of a refusal is shown: at its field, or above the form when it has none.
import type { Failure } from "#lib/shared/failure.ts";

/** By field; `""` is about the whole form. The first fault of a field is said, the rest after it is mended. */
export function errorsByField(
  { detail, errors = [] }: Failure,
  fields: readonly string[],
): Record<string, string> {
  const byField: Record<string, string> = {};
  for (const { path, message } of errors) {
    const field = fields.includes(path) ? path : "";
    byField[field] ??= field === "" && path !== "" ? `${path}: ${message}` : message;
  }
  return Object.keys(byField).length > 0 ? byField : { "": detail };
}
