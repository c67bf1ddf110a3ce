import { expect, test } from "vitest";
import { readableFilter, typedFilter } from "./filter-layout.ts";

test("in a list JSON reads as the expression it stands for", () => {
  expect(readableFilter('{"amount":{"$gt":100},"status":"paid"}')).toBe(
    '$.amount > 100 && $.status === "paid"',
  );
  expect(readableFilter("$.a==1")).toBe("$.a==1");
  expect(readableFilter("{broken")).toBe("{broken");
});

test("in the field JSON from the API is laid out, and what was typed stays as it was", () => {
  const long = { currency: "EUR", amount: { $gt: 100, $lte: 5_000 }, customer: { vip: true } };
  expect(typedFilter(JSON.stringify(long))).toBe(`{
  "currency": "EUR",
  "amount": {"$gt": 100, "$lte": 5000},
  "customer": {"vip": true}
}`);
  for (const typed of ["$.a==1", '{ "a" :1}', "{broken"]) expect(typedFilter(typed)).toBe(typed);
});
