import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compileOrderingKey, orderingKeyProblem } from "./ordering-key.ts";

const data = JSON.parse(
  '{"id":7,"text":"x","none":null,"order":{"line-id":"a.b","lines":[{"sku":true}]},"a.b":1,"__proto__":{"p":2}}',
);

describe("a path into the payload", () => {
  test.each([
    ["$.id", "7"],
    ["$.text", '"x"'],
    ['$.order["line-id"]', '"a.b"'],
    ["$.order.lines[0].sku", "true"],
    ['$["a.b"]', "1"],
    ['$["order"]["lines"][0]', '{"sku":true}'],
    ["$.__proto__.p", "2"],
    ["$.none", null],
    ["$.missing", null],
    ["$.missing.deeper", null],
    ["$.text.length", null],
    ["$.text[0]", null],
    ["$.order.lines[1]", null],
    ["$.constructor", null],
    ["$.order.toString", null],
    ["$.id.constructor", null],
  ])("%s is %s", (path, key) => {
    expect(orderingKeyProblem(path)).toBeNull();
    expect(compileOrderingKey(path)(data)).toBe(key);
  });

  test.each([
    "",
    "$",
    "id",
    "$id",
    "$.",
    "$.1a",
    "$..a",
    "$.a[",
    "$.a[x]",
    "$['a']",
    '$[""]',
    "$.a b",
    `$.${"a".repeat(256)}`,
  ])("may not be %j", (path) => {
    expect(orderingKeyProblem(path)).not.toBeNull();
  });

  test("a number and its text are two keys", () => {
    const key = compileOrderingKey("$.k");
    expect(key({ k: 1 })).not.toBe(key({ k: "1" }));
  });
});

test("a key is at most 512 units of text that Postgres holds, wherever it is cut", () => {
  const key = compileOrderingKey("$.k");
  fc.assert(
    fc.property(fc.nat(520), fc.constantFrom("😀", "é", "\\", '"'), (before, filler) => {
      const found = key({ k: "x".repeat(before) + filler.repeat(520) }) ?? "";
      expect(found).toHaveLength(512);
      expect(found.isWellFormed()).toBe(true);
    }),
  );
});

test("a key never throws, whatever the payload is", () => {
  const keys = ["$.a", "$.a[0].b", '$["__proto__"].x'].map(compileOrderingKey);
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      for (const key of keys) expect(typeof key(value)).toMatch(/string|object/);
    }),
  );
});
