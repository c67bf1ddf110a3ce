import { expect, test } from "vitest";
import { checkFilter } from "#lib/filters/check-filter.ts";
import { checkText } from "./check-text.ts";

const check = (filter: string) => checkText(filter, checkFilter({ filter }, new Date(0)));

test("a valid filter has both forms, each as it is or as it is converted", () => {
  expect(check("$.amount>100")).toMatchObject({
    expression: "$.amount>100",
    json: '{"amount": {"$gt": 100}}',
    notJson: null,
  });
  const source = '{ "amount": {"$gt": 100} }';
  expect(check(source)).toMatchObject({ expression: "$.amount > 100", json: source });
});

test.each([
  ["$.a == 1", /strictly/],
  ["$.a === 1 && event.hop === 0", /payload only/],
  ["$.a + 1 > $.b", /does more/],
])("%j says why it cannot be JSON", (source, reason) => {
  expect(check(source)).toMatchObject({ json: null, notJson: expect.stringMatching(reason) });
});

test("a faulty one has neither form, and its fault has a place", () => {
  expect(check("$.a = 1")).toMatchObject({
    fault: { from: 4, to: 5 },
    expression: null,
    json: null,
  });
  expect(check('{"a": {"$gx": 1}}').fault).not.toBeNull();
});

test("one that was left out is neither faulty nor has it another form", () => {
  expect(checkText("", null)).toEqual({
    source: "",
    fault: null,
    expression: null,
    json: null,
    notJson: null,
  });
});
