// SES refuses any source whose text looks like a dynamic import or an HTML comment, even inside a string.
// This writes such text differently, with the same meaning; code that really imports was refused before.
import { tokenizer, tokTypes } from "acorn";

const importText = /\bimport(?=\s*(?:\(|\/[/*]))/g;
const htmlText = /<!--|-->/g;
const literalTypes: ReadonlySet<unknown> = new Set([
  tokTypes.string,
  tokTypes.template,
  tokTypes.invalidTemplate,
  tokTypes.regexp,
]);

type Range = { start: number; end: number };

/** Lines stay; columns behind a rewritten place move. `source` parses. */
export function escapeRefusedText(source: string): string {
  const withoutHtml = htmlText.test(source) ? escapeHtml(source) : source;
  // An escape is the same letter in a string, a template, a regular expression and a property's name.
  return withoutHtml.replace(importText, "i\\u006dport");
}

function escapeHtml(source: string): string {
  const literals = literalsOf(source);
  return source.replace(htmlText, (text: string, at: number) => {
    const isLiteral = literals.some(({ start, end }) => start <= at && at < end);
    if (text === "-->") return isLiteral ? "--\\u003e" : "-- >";
    return isLiteral ? "<!-\\u002d" : "< !--";
  });
}

function literalsOf(source: string): Range[] {
  const literals: Range[] = [];
  const tokens = tokenizer(source, {
    ecmaVersion: "latest",
    sourceType: "module",
    allowAwaitOutsideFunction: true,
    allowReturnOutsideFunction: true,
  });
  for (const { type, start, end } of tokens) {
    if (literalTypes.has(type)) literals.push({ start, end });
  }
  return literals;
}
