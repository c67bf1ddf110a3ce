// Source text → syntax tree, or the reason why not. acorn reads the text as JavaScript; what it
// makes of it is converted through an allow-list; nothing is ever run.

import { parseExpressionAt, type Token } from "acorn";
import { convertExpression } from "./convert-expression.ts";
import { type FilterError, RefusedFilter, toFilterError } from "./filter-error.ts";
import type { FilterNode } from "./filter-node.ts";
import { maxBrackets } from "./limits.ts";
import { adviseOnSyntaxError, refuseRest } from "./syntax-error.ts";

export type ParseResult = { ok: true; node: FilterNode } | { ok: false; error: FilterError };

const tooDeep = "The filter is nested too deeply";
const unnest = "Remove parentheses that are not needed";

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
    onToken: bracketCounter(),
  });
}

function bracketCounter(): (token: Token) => void {
  let open = 0;
  return ({ type, start, end }) => {
    if (/[([{]$/.test(type.label)) open++;
    else if (/^[)\]}]$/.test(type.label)) open--;
    if (open <= maxBrackets) return;
    throw new RefusedFilter({ message: tooDeep, start, end, hint: unnest });
  };
}

function refusalIn(error: unknown, source: string) {
  if (error instanceof RefusedFilter) return error.refusal;
  if (error instanceof SyntaxError) return adviseOnSyntaxError(error, source);
  if (error instanceof RangeError) {
    // acorn ran out of stack
    return { message: tooDeep, start: 0, end: source.length, hint: unnest };
  }
  throw error;
}
