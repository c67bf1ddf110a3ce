import { expect, test } from "vitest";
import { keepPlaces } from "./keep-places.ts";

const placed = (shown: string, next: string) =>
  keepPlaces([...shown], [...next], (letter) => letter).join("");

test("another order moves nothing", () => {
  expect(placed("abc", "cab")).toBe("abc");
});

test("a newcomer takes the place of what left", () => {
  expect(placed("abc", "dac")).toBe("adc");
});

test("further newcomers come last", () => {
  expect(placed("ab", "cadb")).toBe("abcd");
  expect(placed("", "ba")).toBe("ba");
});

test("what left leaves no hole", () => {
  expect(placed("abc", "ca")).toBe("ac");
  expect(placed("abc", "")).toBe("");
});
