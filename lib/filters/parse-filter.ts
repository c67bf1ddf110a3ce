// Source text → syntax tree, or the reason why not. acorn reads the text as JavaScript; what it
// makes of it is converted through an allow-list; nothing is ever run.

import { parseExpressionAt } from "acorn";
import { convertExpression } from "./convert-expression.ts";
import { type FilterError, RefusedFilter, toFilterError } from "./filter-error.ts";
import type { FilterNode } from "./filter-node.ts";
import { adviseOnSyntaxError, refuseRest } from "./syntax-error.ts";

export type ParseResult = { ok: true; node: FilterNode } | { ok: false; error: FilterError };

/** What 64 nodes can need, with room for spare parentheses; keeps acorn's recursion shallow. */
const MAX_TOKENS = 400;

/** Parses a filter of any length; compileFilter holds the limit on characters. */
export function parseFilter(source: string): ParseResult {
  try {
    const expression = parseJavaScript(source);
    const node = convertExpression(expression, source);
    refuseRest(source, expression.end);
    return { ok: true, node };
  } catch (error) {
    return { ok: false, error: toFilterError(source, refusalIn(error, source)) };
  }
}

function parseJavaScript(source: string) {
  return parseExpressionAt(source, 0, {
    ecmaVersion: 2024,
    sourceType: "module", // strict: no octal, no HTML comments, reserved words
    allowHashBang: false,
    preserveParens: true, // so that the end of the expression counts its closing parenthesis
    onToken: tokenCounter(),
  });
}

function tokenCounter(): (token: { start: number; end: number }) => void {
  let count = 0;
  return ({ start, end }) => {
    if (++count <= MAX_TOKENS) return;
    const hint = "Split it into several subscriptions, or remove parentheses";
    throw new RefusedFilter({ message: "The filter has too many parts", start, end, hint });
  };
}

function refusalIn(error: unknown, source: string) {
  if (error instanceof RefusedFilter) return error.refusal;
  if (error instanceof SyntaxError) return adviseOnSyntaxError(error, source);
  if (error instanceof RangeError) {
    return { message: "The filter is nested too deeply", start: 0, end: source.length };
  }
  throw error;
}
