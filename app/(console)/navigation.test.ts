import { expect, test } from "vitest";
import { navigationOf } from "./navigation.ts";

const letters = (count: number, capped: boolean) =>
  navigationOf({ openLetters: { count, capped } })
    .flatMap(({ items }) => items)
    .find(({ href }) => href === "/dead-letters");

test("open dead letters are told as a number, and behind the bound as more than that", () => {
  expect(letters(14, false)).toMatchObject({ count: 14, countText: undefined });
  expect(letters(999, true)).toMatchObject({ count: 999, countText: "999+" });
});
