import { expect, test } from "vitest";
import { findUnstorable } from "./storable-json.ts";

test.each([
  [{ a: "x\0" }, "a"],
  [{ a: [{ b: "\ud800" }] }, "a.0.b"],
  [{ a: { "k\0": 1 } }, "a"],
  [[1, Number.POSITIVE_INFINITY], "1"],
  ["\udc00", ""],
])("%j cannot be stored", (value, path) => {
  expect(findUnstorable(value, 8)).toMatchObject({ path, message: expect.any(String) });
});

test("depth is counted without recursion", () => {
  const deep = (levels: number): unknown => JSON.parse("[".repeat(levels) + "]".repeat(levels));
  expect(findUnstorable(deep(9), 8)).toBeNull();
  expect(findUnstorable(deep(10), 8)).toMatchObject({
    message: expect.stringContaining("8 levels"),
  });
  expect(findUnstorable(deep(100_000), 8)).not.toBeNull();
});

test("everything else can", () => {
  const value = { a: "😀", b: [1, null, true, { c: "" }], d: 1e300 };
  expect(findUnstorable(value, 8)).toBeNull();
});

test("an object that stands in many places is looked at once", () => {
  let value: object = { bad: "\u0000" };
  for (let level = 0; level < 60; level += 1) value = { a: value, b: value };
  expect(findUnstorable(value, 100)).toMatchObject({ message: expect.any(String) });
});
