// What to say when the text is no JavaScript expression at all, or goes on after one.

import { type Refusal, RefusedFilter } from "./filter-error.ts";
import { operatorHint } from "./hints.ts";

const blank = /(?:\s|\/\/[^\n\r\u2028\u2029]*|\/\*[\s\S]*?\*\/)*/y;
const word = /#?[\p{L}\p{N}_$]+|[=<>!&|?]+|\S|$/uy;

const writeOne = "Write one expression: $.amount > 100 && $.paid";

/** Refuses what stands after the expression that ends at `end`, but for blanks and comments. */
export function refuseRest(source: string, end: number): void {
  const start = end + textAt(blank, source, end).length;
  const text = textAt(word, source, start);
  if (text === "") return;
  const message = `The filter should end before \`${text}\``;
  throw new RefusedFilter({ message, start, end: start + text.length, hint: restHint(text) });
}

/** acorn's errors carry the offset as `pos` and end their message with a position of their own. */
export function adviseOnSyntaxError(error: SyntaxError, source: string): Refusal {
  const start = Math.min(offsetOf(error), source.length);
  const problem = error.message.replace(/ \(\d+:\d+\)$/, "");
  const text = textAt(word, source, start);
  const end = start + text.length;
  if (problem.startsWith("Unterminated string")) {
    const hint = "Close it with the same quote it begins with";
    return { message: "The text in quotes does not end", start, end: source.length, hint };
  }
  if (problem.startsWith("Assigning to")) {
    return { message: "A filter assigns nothing", start, end, hint: operatorHint("=") };
  }
  if (text === "") {
    return { message: "The filter ends too early", start, end, hint: "Complete the expression" };
  }
  if (/[“”‘’`´]/.test(text)) {
    return { message: `Unexpected \`${text}\``, start, end, hint: "Use straight quotes: ' or \"" };
  }
  if (problem.startsWith("Unexpected token")) {
    return { message: `Unexpected \`${text}\``, start, end, hint: tokenHint(source, start) };
  }
  return { message: problem, start, end, hint: writeOne };
}

/** SQL's `<>` and the misspelt `=<` fail at their second character. */
function tokenHint(source: string, start: number): string {
  const pair = source.slice(start - 1, start + 1);
  const isOperator = pair === "<>" || pair === "=<";
  return isOperator ? operatorHint(pair) : writeOne;
}

function restHint(text: string): string {
  if (text === ";" || text === ",") return "A filter is one expression; join with `&&` or `||`";
  return /^[\w<>=&|?]+$/.test(text) ? operatorHint(text) : "A filter is one expression";
}

function offsetOf(error: SyntaxError): number {
  return "pos" in error && typeof error.pos === "number" ? error.pos : 0;
}

function textAt(pattern: RegExp, source: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(source)?.[0] ?? "";
}
