// What acorn says about text that is no JavaScript expression, in words for who writes a filter.

import { type Advice, nameHint, operatorHint } from "./hints.ts";

export const writeOne = "Write one expression: $.amount > 100 && $.paid";

const payloadIsDollar = "The payload is `$`, the envelope is `event`";
const numbersAs = "Write numbers as 100, -5, 0.5, 1e6 or 0x1F";

/** The first that fits acorn's message decides; `found` are the pattern's groups. */
const advices: readonly [pattern: RegExp, advise: (...found: string[]) => Advice][] = [
  [/^'super' keyword/, () => ({ message: "`super` means nothing here", hint: payloadIsDollar })],
  [
    /^'new\.target'/,
    () => ({ message: "`new` makes objects; a filter makes none", hint: writeOne }),
  ],
  [
    /^The keyword '(\w+)' is reserved/,
    (name = "") => ({ message: `Unknown name \`${name}\``, hint: nameHint(name) }),
  ],
  [
    /^Private field/,
    () => ({ message: "A filter knows no private names", hint: 'Write $["#a"] for such a key' }),
  ],
  [/^Deleting/, () => ({ message: "A filter changes nothing", hint: operatorHint("delete") })],
  [
    /^Logical expressions and coalesce/,
    () => ({ message: "The operator `??` is not part of a filter", hint: operatorHint("??") }),
  ],
  [
    /^Octal literal|^Invalid number|^Numeric separator|^Identifier directly after number/,
    () => ({ message: "This is not a number", hint: numbersAs }),
  ],
  [
    /^Escape sequence in keyword/,
    () => ({ message: "Names hold no escapes", hint: "Write the name itself, without escapes" }),
  ],
  [
    /escape sequence|^Code point/,
    () => ({
      message: "There is no such escape",
      hint: "Write \\\\ for a backslash, \\n, \\t or \\u00e9 for a character",
    }),
  ],
  [
    /^Unterminated comment/,
    () => ({ message: "The comment does not end", hint: "Close it with `*/`" }),
  ],
  [
    /^Unterminated (?:template|regular)/,
    () => ({
      message: "A filter holds no templates and no regex literals",
      hint: 'Use quotes; patterns stand in matches($.email, "^a.*z$")',
    }),
  ],
];

export function adviceOnProblem(problem: string): Advice | undefined {
  for (const [pattern, advise] of advices) {
    const found = pattern.exec(problem);
    if (found !== null) return advise(...found.slice(1));
  }
  return undefined;
}

const statements = /^(?:if|for|while|do|switch|return|throw|try|var|debugger|break|continue|with)$/;

/** `text` is what acorn did not expect at `start`. */
export function adviceOnToken(source: string, start: number, text: string): Advice {
  const message = `Unexpected \`${text}\``;
  const before = source.slice(0, start);
  if (text.startsWith("#") || before.endsWith("#")) {
    return { message: "A filter knows no private names", hint: 'Write $["#a"] for such a key' };
  }
  if (statements.test(text)) return { message: "A filter holds no statements", hint: writeOne };
  if (text === "@") return { message, hint: payloadIsDollar };
  if (text === "." && source.startsWith("...", start)) {
    return { message: "`...` spreads; a filter does not", hint: "Use `.includes(…)`" };
  }
  if (text === "." && before.endsWith(".")) return { message, hint: "One dot joins two names" };
  if (text.startsWith("=") && before.endsWith("===")) {
    return { message, hint: "Did you mean `===`?" };
  }
  // SQL's `<>` and the misspelt `=<` fail at their second character.
  const pair = source.slice(start - 1, start + 1);
  const isPair = pair === "<>" || pair === "=<";
  if (isPair || text === "**") return { message, hint: operatorHint(isPair ? pair : text) };
  return { message, hint: writeOne };
}

/** `text` is what goes on after the expression, at `start`. */
export function hintOnRest(source: string, start: number, text: string): string {
  if (text === ";" || text === ",") return "A filter is one expression; join with `&&` or `||`";
  if (/^\.\d/.test(source.slice(start))) return "Write [0] for the first item of a list";
  if (/^(?:["'$\d]|(?:true|false|null|event)$)/.test(text)) {
    return "Put an operator in between, such as `&&` or `==`";
  }
  return /^[\w<>=&|?]+$/.test(text) ? operatorHint(text) : "A filter is one expression";
}
