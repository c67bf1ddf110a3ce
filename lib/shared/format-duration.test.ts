import { expect, test } from "vitest";
import { formatDuration } from "./format-duration.ts";

test.each([
  [-5, "0 ms"],
  [0, "0 ms"],
  [0.42, "0.4 ms"],
  [9.96, "10 ms"],
  [18.2, "18 ms"],
  [999.4, "999 ms"],
  [999.7, "1 s"],
  [1_240, "1.24 s"],
  [9_994, "9.99 s"],
  [12_340, "12.3 s"],
  [41_000, "41 s"],
  [59_700, "1 min"],
  [185_000, "3 min 5 s"],
  [3_599_700, "1 h"],
  [7_800_000, "2 h 10 min"],
  [86_400_000, "1 d"],
  [273_600_000, "3 d 4 h"],
  [90_000_000_000, "1,041 d 16 h"],
])("%d ms is told as %s", (ms, text) => {
  expect(formatDuration(ms)).toBe(text);
});
