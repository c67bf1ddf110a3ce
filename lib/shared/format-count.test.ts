import { expect, test } from "vitest";
import { countOf, formatBytes, formatCount, formatCounted } from "./format-count.ts";

test("thousands are separated, and a bound is shown with a plus", () => {
  expect(formatCount(1_204)).toBe("1,204");
  expect(formatCounted({ count: 7, capped: false })).toBe("7");
  expect(formatCounted({ count: 100_000, capped: true })).toBe("100,000+");
});

test("one thing is singular, any other number plural", () => {
  expect(countOf(1, "script")).toBe("1 script");
  expect(countOf(0, "script")).toBe("0 scripts");
  expect(countOf(2_000, "reply", "replies")).toBe("2,000 replies");
});

test.each([
  [0, "0 B"],
  [1_023, "1,023 B"],
  [4_300, "4.2 KB"],
  [204_800, "200 KB"],
  [1_363_149, "1.3 MB"],
])("%d bytes are told as %s", (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});
