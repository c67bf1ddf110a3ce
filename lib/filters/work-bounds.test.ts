// The dearest filters over the dearest payloads stay linear: nobody's filter stops the router.

import fc from "fast-check";
import { expect, test } from "vitest";
import { hasText } from "./has-text.ts";
import { compilePattern } from "./pattern.ts";
import { compiled, evaluated, isMatch } from "./testing/compile.ts";
import { envelope } from "./testing/envelope.ts";

const size = 250_000;

function millisecondsOf(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

test("substring search agrees with V8's, also for long needles", () => {
  const ab = fc.string({ unit: fc.constantFrom("a", "b"), maxLength: 40 });
  const long = fc.tuple(ab, fc.integer({ min: 1, max: 60 })).map(([text, n]) => text.repeat(n));
  const texts = fc.tuple(long, long, fc.boolean(), fc.nat(50));
  const agrees = fc.property(texts, ([base, other, isPart, cut]) => {
    const text = (base + other).repeat(Math.ceil(20_000 / (base.length + other.length + 1)));
    const needle = isPart ? text.slice(cut, cut + 4_000) : `${other}${base}`.repeat(9);
    expect(hasText(text, needle)).toBe(text.includes(needle));
  });
  fc.assert(agrees, { numRuns: 150, seed: 1 });
});

test("a periodic needle, which costs V8 seconds, is found in time linear to the payload", () => {
  const data = { text: "a".repeat(size), needle: `ab${"a".repeat(size / 5)}` };
  const filter = Array(10).fill("$.text.includes($.needle)").join(" || ");
  expect(millisecondsOf(() => expect(isMatch(filter, data)).toBe(false))).toBeLessThan(1_000);
});

test("adding a payload to itself as often as a filter can", () => {
  const data = { text: "xy".repeat(size / 2) };
  const filter = `(${Array(13).fill("$.text").join("+")}).toUpperCase().includes("YZ")`;
  expect(millisecondsOf(() => expect(isMatch(filter, data)).toBe(false))).toBeLessThan(1_000);
});

test("arrays of any depth convert without overflowing the stack", () => {
  const deep = JSON.parse("[".repeat(100_000) + "]".repeat(100_000));
  expect(evaluated("$ == ''", deep)).toBe(true);
  expect(evaluated("$ < 1 && $ + 1 == '1'", deep)).toBe(true);
});

test("patterns decide as JavaScript's do where both know the syntax", () => {
  const pattern = fc.constantFrom(
    "^a+b",
    "(a|b)*c",
    "[^a]$",
    "a.c",
    "^(ab?){2,3}$",
    "\\bca?",
    "^$",
  );
  const text = fc.string({ unit: fc.constantFrom("a", "b", "c", " "), maxLength: 12 });
  const agrees = fc.property(pattern, text, (re, value) => {
    expect(evaluated(`matches($, ${JSON.stringify(re)})`, value)).toBe(new RegExp(re).test(value));
  });
  fc.assert(agrees, { numRuns: 2_000, seed: 1 });
});

test("the patterns of a filter are compiled once, though they are checked, bound and explained", () => {
  const patterns = ["a", "b", "(", "d"];
  const first = patterns.map(compilePattern);
  expect(patterns.map(compilePattern).every((result, n) => result === first[n])).toBe(true);
  expect(["e", "f", "g", "h"].map(compilePattern)).toHaveLength(4);
  expect(compilePattern("a")).not.toBe(first[0]);
});

test("a pattern is asked of strings only", () => {
  expect(evaluated("matches($, '1')", 1)).toBeUndefined();
  expect(evaluated("matches($.missing, '')")).toBeUndefined();
});

test("a pattern with more states than its memory still decides rightly, and in bounded time", () => {
  const compiled = compilePattern("[ab]*a[ab]{40}[cd]");
  if (!compiled.ok) throw new Error(compiled.problem);
  const { test: decide } = compiled;
  const text = Array.from({ length: 4_000 }, (_, i) => ((i * i * 7) % 11 < 5 ? "a" : "b")).join("");
  expect(millisecondsOf(() => expect(decide(text)).toBe(false))).toBeLessThan(2_000);
  expect(decide(`${text}a${"b".repeat(40)}c`)).toBe(true);
});

test("the dearest patterns that a filter may have take less than a second", () => {
  const pattern = (n: number) => `matches($, '(?i)\\\\pL{49}${n}')`;
  const { matches } = compiled([1, 2, 3, 4].map(pattern).join(" || "));
  const text = "ab".repeat(4_000);
  expect(millisecondsOf(() => expect(matches(text, envelope)).toBe(false))).toBeLessThan(1_000);
});

test("a text too long for a large pattern is not searched", () => {
  expect(evaluated("matches($, 'a{400}')", "a".repeat(900))).toBe(true);
  expect(evaluated("matches($, 'a{400}')", "a".repeat(100_000))).toBeUndefined();
  expect(evaluated("matches($, '^a+$')", "a".repeat(size / 5))).toBe(true);
});
