// What to say when the text is no JavaScript expression at all, or goes on after one.

import { type Refusal, RefusedFilter } from "./filter-error.ts";
import { operatorHint } from "./hints.ts";
import { adviceOnProblem, adviceOnToken, hintOnRest, writeOne } from "./syntax-hints.ts";

const blank = /(?:\s|\/\/[^\n\r\u2028\u2029]*|\/\*[\s\S]*?\*\/)*/y;
const word = /#?(?:[\p{L}\p{N}_$]|\\u[\da-fA-F]{4}|\\u\{[\da-fA-F]+\})+|[=<>!&|?*]+|\S|$/uy;

/** Refuses what stands after the expression that ends at `end`, but for blanks and comments. */
export function refuseRest(source: string, end: number): void {
  const start = skipBlanks(source, end);
  const text = textAt(word, source, start);
  if (text === "") return;
  const message = `The filter should end before \`${text}\``;
  throw new RefusedFilter({
    message,
    start,
    end: start + text.length,
    hint: hintOnRest(source, start, text),
  });
}

/** Where the next word begins, behind blanks and comments. */
export function skipBlanks(source: string, at: number): number {
  return at + textAt(blank, source, at).length;
}

/** acorn's errors carry the offset as `pos` and end their message with a position of their own. */
export function adviseOnSyntaxError(error: SyntaxError, source: string): Refusal {
  const start = Math.min(offsetOf(error), source.length);
  const problem = error.message.replace(/ \(\d+:\d+\)$/, "");
  const text = textAt(word, source, start);
  const end = start + text.length;
  if (problem.startsWith("Unterminated string")) {
    const hint = "Close it with the same quote it begins with";
    return { message: "The quoted text is not closed", start, end: source.length, hint };
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
  const advice = adviceOnProblem(problem);
  if (advice !== undefined) return { ...advice, start, end };
  if (problem.startsWith("Unexpected")) {
    return { ...adviceOnToken(source, start, text), start, end };
  }
  return { message: problem, start, end, hint: writeOne };
}

function offsetOf(error: SyntaxError): number {
  return "pos" in error && typeof error.pos === "number" ? error.pos : 0;
}

function textAt(pattern: RegExp, source: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(source)?.[0] ?? "";
}
