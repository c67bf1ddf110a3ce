import { expect, test } from "vitest";
import type { CheckedFilter } from "./checked-filter.ts";
import { createSwitching } from "./form-switching.ts";

const typed = "$.amount>100";
const json = '{"amount": {"$gt": 100}}';
const valid: CheckedFilter = {
  source: typed,
  fault: null,
  expression: typed,
  json,
  notJson: null,
};

test("the way back leads to what was typed, until somebody changes what it became", () => {
  let checked: CheckedFilter = valid;
  const { convert } = createSwitching(() => checked);
  expect(convert(typed, "json")).toBe(json);
  checked = { ...valid, source: json, expression: "$.amount > 100" };
  expect(convert(json, "expression")).toBe(typed);
  const edited = '{"amount": {"$gt": 200}}';
  checked = { ...checked, source: edited, expression: "$.amount > 200", json: edited };
  expect(convert(edited, "expression")).toBe("$.amount > 200");
});

test("a text that was not judged yet is neither converted nor held to be without another form", () => {
  const { convert, obstacle } = createSwitching(() => valid);
  expect(convert("$.amount>1000", "json")).toBeUndefined();
  expect(obstacle("$.amount>1000", "json")).toBeNull();
});

test("what stands in the way is said", () => {
  const faulty = { ...valid, fault: { from: 0, to: 1 }, expression: null, json: null };
  expect(createSwitching(() => faulty).obstacle(typed, "json")).toMatch(/Mend/);
  const loose = { ...valid, json: null, notJson: "JSON compares strictly" };
  const { obstacle } = createSwitching(() => loose);
  expect(obstacle(typed, "json")).toBe("JSON compares strictly");
  expect(obstacle(typed, "expression")).toBeNull();
  expect(obstacle(" ", "json")).toBeNull();
});
