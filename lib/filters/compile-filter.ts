// The door to filters: text in, a function that decides about events out, or an error to show.
// Nothing of the text is ever run as JavaScript.

import { compileNode } from "./compile-node.ts";
import type { FilterEnvelope } from "./filter-envelope.ts";
import { type FilterError, type Refusal, toFilterError } from "./filter-error.ts";
import type { FilterNode } from "./filter-node.ts";
import { isFormText, type JsonObject, toFormText } from "./json-form/json-object.ts";
import { parseForm } from "./json-form/parse-form.ts";
import { maxLength } from "./limits.ts";
import { type ParseResult, parseFilter } from "./parse-filter.ts";
import { printFilter } from "./print-filter.ts";

export type CompiledFilter = {
  /** As it was written, a JSON object as its text; what to store. */
  source: string;
  /** The same filter as its plainest expression, for showing and comparing. */
  normalized: string;
  /** The tree it became, for the index and for explaining it. */
  node: FilterNode;
  /** `data` is plain JSON. Never throws. */
  matches(data: unknown, event: FilterEnvelope): boolean;
};

export type CompileResult =
  | { ok: true; filter: CompiledFilter }
  | { ok: false; error: FilterError };

/** Takes both forms: an expression, or a JSON object, as such or as its text. */
export function compileFilter(given: string | JsonObject): CompileResult {
  if (typeof given === "string") {
    return compileText(given, isFormText(given) ? parseForm : parseFilter);
  }
  const form = toFormText(given);
  if (form.ok) return compileText(form.text, parseForm);
  return { ok: false, error: form.isTooLong ? endlessObject : strangeObject };
}

/** Takes the expression only, for what is asked and not stored. */
export function compileExpression(source: string): CompileResult {
  return compileText(source, parseFilter);
}

function compileText(source: string, parse: (source: string) => ParseResult): CompileResult {
  const refusal = refusalOfText(source);
  if (refusal !== undefined) return { ok: false, error: toFilterError(source, refusal) };
  const parsed = parse(source);
  if (!parsed.ok) return parsed;
  const { node } = parsed;
  const evaluate = compileNode(node);
  const matches = (data: unknown, event: FilterEnvelope) => Boolean(evaluate(data, event));
  return { ok: true, filter: { source, normalized: printFilter(node), node, matches } };
}

const tooLong = `The filter is longer than ${maxLength} characters`;
const filterInScript = "Shorten it, or do the rest of the filtering in the script";

const endlessObject: FilterError = {
  message: tooLong,
  line: 1,
  column: maxLength + 1,
  text: "",
  hint: filterInScript,
};

const strangeObject: FilterError = {
  message: "The object is not plain JSON",
  line: 1,
  column: 1,
  text: "",
  hint: 'Leave out what is undefined: {"amount": {"$exists": false}} asks for what is missing',
};

function refusalOfText(source: string): Refusal | undefined {
  if (source.length > maxLength) {
    return { message: tooLong, start: maxLength, end: source.length, hint: filterInScript };
  }
  if (source.trim() === "") {
    const hint = "Leave the filter out to match every event";
    return { message: "The filter is empty", start: 0, end: 0, hint };
  }
  // Postgres cannot store these, and no keyboard types them.
  const unstorable = source.search(/\0|\p{Surrogate}/u);
  if (unstorable < 0) return undefined;
  const hint = "Remove it, or write it as an escape in quotes";
  return {
    message: "This character cannot be stored",
    start: unstorable,
    end: unstorable + 1,
    hint,
  };
}
