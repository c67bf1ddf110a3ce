import fc from "fast-check";
import { expect, test } from "vitest";
import { patternMatches } from "#lib/events/event-type.ts";
import { patternsMatching, patternsOverlap } from "./patterns.ts";

const part = fc.stringMatching(/^[ab]{1,2}$/);
const type = fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => parts.join("."));
const pattern = fc.oneof(
  type,
  type.map((prefix) => `${prefix}.*`),
  fc.constant("*"),
);

test("the patterns of a type are exactly those that match it", () => {
  fc.assert(
    fc.property(type, pattern, (of, candidate) => {
      expect(patternsMatching(of).includes(candidate)).toBe(patternMatches(candidate, of));
    }),
  );
});

test("two patterns overlap when one type matches both", () => {
  fc.assert(
    fc.property(type, pattern, pattern, (of, a, b) => {
      if (patternMatches(a, of) && patternMatches(b, of)) expect(patternsOverlap(a, b)).toBe(true);
    }),
  );
  expect(patternsOverlap("finance.*", "finance.payment.*")).toBe(true);
  expect(patternsOverlap("finance.*", "finance")).toBe(false);
  expect(patternsOverlap("finance.*", "financex.*")).toBe(false);
  expect(patternsOverlap("a.b", "a.c")).toBe(false);
});
