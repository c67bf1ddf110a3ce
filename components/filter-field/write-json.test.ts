import fc from "fast-check";
import { expect, test } from "vitest";
import { writeJson } from "./write-json.ts";

test("what fits stands on one line", () => {
  expect(writeJson({ amount: { $gt: 100 }, status: ["paid", "settled"] })).toBe(
    '{"amount": {"$gt": 100}, "status": ["paid", "settled"]}',
  );
  expect(writeJson({})).toBe("{}");
});

test("what does not is broken where it is too long", () => {
  const form = { $or: [{ amount: { $gt: 100 } }, { currency: { $in: ["EUR", "USD", "GBP"] } }] };
  expect(writeJson(form)).toBe(`{
  "$or": [
    {"amount": {"$gt": 100}},
    {"currency": {"$in": ["EUR", "USD", "GBP"]}}
  ]
}`);
});

test("whatever it writes is the same JSON", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(JSON.parse(writeJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});
