import fc from "fast-check";
import { expect, test } from "vitest";
import { findJsonFault } from "./json-fault.ts";

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

test.each([
  ["", 1, 1, "There is no value"],
  ["  ", 1, 3, "There is no value"],
  ["{", 1, 2, "The end came too early: a } is missing"],
  ['{"a": [1, 2', 1, 12, "The end came too early: a ] is missing"],
  ['{"a": }', 1, 7, "A value is missing here"],
  ['{\n  "a": 1,\n}', 3, 1, "Remove the comma before this"],
  ["[1, 2,]", 1, 7, "Remove the comma before this"],
  ["{a: 1}", 1, 2, "Names stand in double quotes"],
  ["{'a': 1}", 1, 2, "Names stand in double quotes"],
  ["{\"a\": 'b'}", 1, 7, "Strings stand in double quotes"],
  ['{"a" 1}', 1, 6, "A : is missing between the name and its value"],
  ['{"a": 1 "b": 2}', 1, 9, "A comma or } is missing here"],
  ["[1 2]", 1, 4, "A comma or ] is missing here"],
  ["{} {}", 1, 4, "Only one value is possible; this is more"],
  ["[tru]", 1, 2, "This is no JSON value; strings stand in double quotes"],
  ["[01]", 1, 2, "This is no JSON value; strings stand in double quotes"],
  ['["abc', 1, 2, "This string does not end"],
  ['["abc\n"]', 1, 2, "This string does not end on its line"],
  ['["a\tb"]', 1, 4, "This control character must be written as an escape, such as \\t"],
  ['["a\\qb"]', 1, 4, 'After \\ only " \\ / b f n r t and u with four digits are possible'],
])("%j goes wrong in line %i, column %i: %s", (text, line, column, message) => {
  expect(findJsonFault(text)).toEqual({ line, column, message });
});

test("a text without a fault is exactly one that JSON.parse takes", () => {
  const alphabet = [
    '"',
    "\\",
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    " ",
    "\n",
    "\t",
    "1",
    "0",
    "-",
    ".",
    "e",
    "a",
    "true",
    "null",
    "\\u12ab",
    "\u2028",
    "\u007f",
    "\u0001",
    "😀",
    "\ud800",
    "'",
  ];
  const noise = fc
    .array(fc.constantFrom(...alphabet), { maxLength: 14 })
    .map((parts) => parts.join(""));
  const broken = fc
    .tuple(fc.json(), fc.nat(), fc.constantFrom("", ...alphabet))
    .map(([text, at, piece]) => {
      const cut = at % (text.length + 1);
      return text.slice(0, cut) + piece + text.slice(cut + 1);
    });
  fc.assert(
    fc.property(fc.oneof(fc.json(), noise, broken), (text) => {
      expect(findJsonFault(text) === null).toBe(isJson(text));
    }),
    { numRuns: 20_000 },
  );
});

test("a text that is very deep or very long is looked through without a stack", () => {
  expect(findJsonFault("[".repeat(500_000))?.message).toMatch(/too early/);
  expect(findJsonFault(`"${"x\\n".repeat(200_000)}`)?.message).toBe("This string does not end");
});
