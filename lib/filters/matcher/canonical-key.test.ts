// The law that lets a hash stand for `==`: what is equal has one key. V8 itself is asked what is equal.

import fc from "fast-check";
import { expect, test } from "vitest";
import { looseEquals } from "../coerce.ts";
import { canonicalKey } from "./canonical-key.ts";

const numberTexts = [
  "0",
  "-0",
  "1",
  "1.0",
  " 1 ",
  "\u00a01\ufeff",
  "0x10",
  "1e3",
  "Infinity",
  "",
  " ",
];
const texts = fc.oneof(
  fc.constantFrom(
    ...numberTexts,
    "a",
    "I",
    "NaN",
    "null",
    "undefined",
    "true",
    "1,2",
    "[object Object]",
  ),
  fc.string({ unit: "binary", maxLength: 3 }),
  fc.double({ noNaN: true }).map((number) => ` ${number} `),
);
const literal = fc.oneof(
  texts,
  fc.constantFrom(0, -0, 1, 16, 1_000, 0.1, true, false, null, Number.MAX_VALUE),
  fc.integer({ min: -3, max: 3 }),
);
const value = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { weight: 8, arbitrary: literal },
    { weight: 1, arbitrary: fc.constant(undefined) },
    { weight: 2, arbitrary: fc.array(tie("value"), { maxLength: 2 }) },
    { weight: 1, arbitrary: fc.dictionary(fc.constantFrom("a", "toString"), tie("value")) },
  ),
})).value;

test("a value that equals a literal has the literal's key", () => {
  let equal = 0;
  const law = fc.property(value, literal, (one, other) => {
    if (!looseEquals(one, other)) return;
    equal++;
    expect(canonicalKey(one)).toBe(canonicalKey(other));
  });
  fc.assert(law, { numRuns: 50_000, seed: 1 });
  expect(equal).toBeGreaterThan(2_000);
});

test("keys tell apart what most filters tell apart", () => {
  const different = ["paid", "PAID", "1x", 1, 2, "", null, "null"].map(canonicalKey);
  expect(new Set(different).size).toBe(different.length);
});
