import { expect, test } from "vitest";
import { escapeInvisible } from "./invisible.ts";

test("what is not seen or turns the line around is shown as its escape", () => {
  expect(escapeInvisible("a\u202eb\u200ec\u061cd\u00ade\u2028f\u0085")).toBe(
    "a\\u202eb\\u200ec\\u061cd\\u00ade\\u2028f\\u0085",
  );
});

test("beyond the first plane it is the pair that a string literal holds", () => {
  const escaped = escapeInvisible("\u{e0041}");
  expect(escaped).toBe("\\udb40\\udc41");
  expect(JSON.parse(`"${escaped}"`)).toBe("\u{e0041}");
});

test("lines, tabs and joined emoji stay as they are", () => {
  const text = "a\n\tb \u{1f469}\u200d\u{1f4bb}";
  expect(escapeInvisible(text)).toBe(text);
});
