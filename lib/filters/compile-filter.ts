// The door to filters: text in, a function that decides about events out, or an error to show.
// Nothing of the text is ever run as JavaScript.

import { compileNode } from "./compile-node.ts";
import type { FilterEnvelope } from "./filter-envelope.ts";
import { type FilterError, type Refusal, toFilterError } from "./filter-error.ts";
import type { FilterNode } from "./filter-node.ts";
import { parseFilter } from "./parse-filter.ts";
import { printFilter } from "./print-filter.ts";

export type { FilterEnvelope } from "./filter-envelope.ts";
export type { FilterError } from "./filter-error.ts";

export type CompiledFilter = {
  /** As it was written; the form to store. */
  source: string;
  /** The same filter in its plainest form, for showing and comparing. */
  normalized: string;
  /** The tree it became, for the index and for explaining it. */
  node: FilterNode;
  /** `data` is plain JSON. Never throws. */
  matches(data: unknown, event: FilterEnvelope): boolean;
};

export type CompileResult =
  | { ok: true; filter: CompiledFilter }
  | { ok: false; error: FilterError };

/** In UTF-16 units. */
const MAX_LENGTH = 1024;

export function compileFilter(source: string): CompileResult {
  const refusal = refusalOfText(source);
  if (refusal !== undefined) return { ok: false, error: toFilterError(source, refusal) };
  const parsed = parseFilter(source);
  if (!parsed.ok) return parsed;
  const { node } = parsed;
  const evaluate = compileNode(node);
  const matches = (data: unknown, event: FilterEnvelope) => Boolean(evaluate(data, event));
  return { ok: true, filter: { source, normalized: printFilter(node), node, matches } };
}

function refusalOfText(source: string): Refusal | undefined {
  if (source.length > MAX_LENGTH) {
    const message = `The filter is longer than ${MAX_LENGTH} characters`;
    return { message, start: MAX_LENGTH, end: source.length, hint: "Filter further in the script" };
  }
  if (source.trim() === "") {
    const hint = "Leave the filter out to match every event";
    return { message: "The filter is empty", start: 0, end: 0, hint };
  }
  // Postgres cannot store these, and no keyboard types them.
  const unstorable = source.search(/\0|\p{Surrogate}/u);
  if (unstorable < 0) return undefined;
  const hint = "Remove it, or write it as an escape in quotes";
  return { message: "A character cannot be stored", start: unstorable, end: unstorable + 1, hint };
}
