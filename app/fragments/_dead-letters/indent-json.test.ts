import fc from "fast-check";
import { expect, test } from "vitest";
import { indentJson } from "./indent-json.ts";

test("it looks as JSON.stringify indents, whatever the value is", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(indentJson(JSON.stringify(value))).toBe(JSON.stringify(value, null, 2));
      expect(indentJson(JSON.stringify(value, null, "\t"))).toBe(JSON.stringify(value, null, 2));
    }),
  );
});

test("digits and escapes stay as they were sent", () => {
  const sent = '{"id":12345678901234567890, "x":1.50,"e":1E5,"s":"\\u0041\\/ [{,:}]"}';
  expect(indentJson(sent)).toBe(
    '{\n  "id": 12345678901234567890,\n  "x": 1.50,\n  "e": 1E5,\n  "s": "\\u0041\\/ [{,:}]"\n}',
  );
});
