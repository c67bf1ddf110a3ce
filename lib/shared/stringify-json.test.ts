import fc from "fast-check";
import { expect, test } from "vitest";
import { JsonText, joinArrays, stringifyJson } from "./stringify-json.ts";

test("stored text is written out digit by digit, wherever it is", () => {
  const text = '{ "big": 12345678901234567890, "one": 1.0 }';
  const value = {
    items: [{ data: new JsonText(text) }, { data: new JsonText("null") }],
    a: undefined,
  };
  expect(stringifyJson(value)).toBe(`{"items":[{"data":${text}},{"data":null}]}`);
});

test("text of any depth passes", () => {
  const deep = "[".repeat(100_000) + "]".repeat(100_000);
  expect(stringifyJson({ result: new JsonText(deep) })).toBe(`{"result":${deep}}`);
});

test("is JSON.stringify where there is no stored text, and equal to it where there is", () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
      expect(stringifyJson({ a, b: [b] })).toBe(JSON.stringify({ a, b: [b] }));
      expect(stringifyJson({ a: new JsonText(JSON.stringify(a)), b: [b] })).toBe(
        JSON.stringify({ a, b: [b] }),
      );
    }),
  );
});

test("arrays are joined as text", () => {
  expect(joinArrays(["[1, 2]", " [ ] ", "[3]"]).text).toBe("[1, 2,3]");
  expect(joinArrays([]).text).toBe("[]");
});
