// Whatever is typed is either refused with a position or evaluates without throwing.

import fc from "fast-check";
import { expect, test } from "vitest";
import { compileFilter } from "./compile-filter.ts";
import { envelope } from "./testing/envelope.ts";
import { expressionArbitrary, jsonArbitrary } from "./testing/expression-arbitrary.ts";

const cases = Number(process.env["FILTER_CASES"] ?? 10_000);
const seed = Number(process.env["FILTER_SEED"] ?? 20261105);

const tokens =
  "$ event . ?. [ ] ( ) { } , ; : ? ! ~ + ++ - -- * ** / % < <= > >= == === != !== = => && || ?? & | ^ in of typeof void delete new this super await async yield function class import return let undefined null true NaN 0 1 010 0x1F 1n 1e999 .5 'a' \"b\" `c` ${ /r/ # #p @ \\ \\u0061 ... a b length constructor __proto__ prototype exists matches includes startsWith trim toLowerCase // /* */ <!-- --> \n \u2028 \u0000 \ud800 😀";

const anyTokens = fc
  .array(fc.constantFrom(...tokens.split(" ")), { maxLength: 14 })
  .chain((list) => fc.constantFrom(list.join(""), list.join(" ")));

const anyText = fc.string({ unit: "binary", maxLength: 60 });

/** A valid filter with a piece cut out, doubled, or replaced by something foreign. */
const mutated = fc
  .tuple(expressionArbitrary, fc.nat(), fc.nat(6), fc.constantFrom("", ...tokens.split(" ")))
  .map(([{ filter }, at, length, piece]) => {
    const start = at % (filter.length + 1);
    return filter.slice(0, start) + piece + filter.slice(start + length);
  });

function expectVerdict(source: string, json: string): void {
  const result = compileFilter(source);
  if (result.ok) {
    expect(typeof result.filter.matches(JSON.parse(json), envelope)).toBe("boolean");
    return;
  }
  const { message, hint, line, column, text } = result.error;
  expect(message && hint).toBeTruthy();
  expect(Number.isInteger(line) && line >= 1 && Number.isInteger(column) && column >= 1).toBe(true);
  const from = source.split(/\r\n|[\n\r\u2028\u2029]/)[line - 1]?.slice(column - 1) ?? "";
  expect(text === "" || from.startsWith(text.split(/[\n\r\u2028\u2029]/)[0] ?? "")).toBe(true);
}

test.each([
  ["random text", anyText],
  ["random tokens", anyTokens],
  ["mutated filters", mutated],
])("%s are refused with a position or evaluate", { timeout: 600_000 }, (_kind, sources) => {
  fc.assert(fc.property(sources, jsonArbitrary, expectVerdict), { numRuns: cases, seed });
});
