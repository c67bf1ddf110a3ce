import { expect, test } from "vitest";
import { eventTypeChoices } from "./event-type-choices.ts";

test("prefixes that several types share are offered beside the types", () => {
  expect(eventTypeChoices(["a.b.c", "a.b.d", "a.x", "z.only.one", "PascalCase"])).toEqual([
    "PascalCase",
    "a.*",
    "a.b.*",
    "a.b.c",
    "a.b.d",
    "a.x",
    "z.only.one",
  ]);
});

test("nothing seen, nothing offered", () => {
  expect(eventTypeChoices([])).toEqual([]);
});
