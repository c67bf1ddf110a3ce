// Where in a filter its fault is: the line that holds it, cut into what stands before, the fault, and what follows.
import type { FilterError } from "#lib/filters/filter-error.ts";

export type MarkedLine = { before: string; fault: string; after: string };

const lineBreak = /\r\n|[\n\r\u2028\u2029]/;

/** The fault is empty when something is missing there. */
export function markFilter(
  source: string,
  { line, column, text }: Pick<FilterError, "line" | "column" | "text">,
): MarkedLine {
  const whole = source.split(lineBreak)[line - 1] ?? "";
  const start = Math.min(column - 1, whole.length);
  // A fault that goes on in the next line is marked to the end of this one.
  const [length] = text.split(lineBreak).map((part) => part.length);
  const end = Math.min(start + (length ?? 0), whole.length);
  return { before: whole.slice(0, start), fault: whole.slice(start, end), after: whole.slice(end) };
}
