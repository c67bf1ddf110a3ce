import fc from "fast-check";
import { expect, test } from "vitest";
import { readDuration, readDurations, writeDuration } from "./duration-text.ts";

test.each([
  ["500 ms", 500],
  ["2 s", 2_000],
  ["2s", 2_000],
  [" 2 ", 2_000],
  ["1.5 h", 5_400_000],
  ["5 min", 300_000],
  ["5m", 300_000],
  ["1D", 86_400_000],
  ["0", 0],
])("%j is %d ms", (text, ms) => {
  expect(readDuration(text)).toBe(ms);
});

test.each(["", "-1 s", "2 parsecs", "s", "1 2 s", "1,5 s", "Infinity", "1e3"])(
  "%j is no duration",
  (text) => {
    expect(readDuration(text)).toBeNull();
  },
);

test.each([
  [0, "0 ms"],
  [250, "250 ms"],
  [2_000, "2 s"],
  [1_500, "1.5 s"],
  [1_234, "1234 ms"],
  [90_000, "1.5 min"],
  [3_600_000, "1 h"],
  [86_400_000, "24 h"],
])("%d ms is written as %j", (ms, text) => {
  expect(writeDuration(ms)).toBe(text);
});

test("what was written is read as the same", () => {
  fc.assert(
    fc.property(fc.nat(86_400_000), (ms) => {
      expect(readDuration(writeDuration(ms))).toBe(ms);
    }),
  );
});

test("a list is split at commas; one bad part spoils it", () => {
  expect(readDurations("1 s, 10s,, 5 min,")).toEqual([1_000, 10_000, 300_000]);
  expect(readDurations("")).toEqual([]);
  expect(readDurations("1 s, soon")).toBeNull();
});
