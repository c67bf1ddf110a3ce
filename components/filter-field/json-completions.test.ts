import { expect, test } from "vitest";
import type { ObservedPath } from "#lib/filters/observe-paths.ts";
import { completeName } from "./json-completions.ts";

const paths: ObservedPath[] = [
  { path: "$", kinds: ["object"], sample: null },
  { path: "$.amount", kinds: ["number"], sample: "120" },
  { path: '$.items[0]["e-mail"]', kinds: ["string"], sample: null },
  { path: '$["a.b"]', kinds: ["string"], sample: null },
];

test.each([
  ['{"', 2],
  ['{ "am', 3],
  ['{"a": 1, "', 10],
  ['{"amount": {"$g', 13],
  ['{"$or": [{"a": ["x"]}, {"', 25],
])("a name is completed behind %j from %d on", (before, from) => {
  expect(completeName(before, paths)).toMatchObject({ from });
});

test.each(["", "{", '{"a": "', '{"a": ["', '{"a": ["x", "', '["', '{"a"'])(
  "nothing is completed behind %j",
  (before) => {
    expect(completeName(before, paths)).toBeNull();
  },
);

test("paths are written with dots, where they can be", () => {
  const labels = completeName('{"', paths)?.choices.map(({ label }) => label);
  expect(labels).toEqual(expect.arrayContaining(["amount", "items.0.e-mail", "$gt", "$or"]));
  expect(labels).not.toContain("a.b");
});

test("operators come first where a field's own conditions are written, else last", () => {
  const first = (before: string) => completeName(before, paths)?.choices[0]?.label;
  expect(first('{"')).toBe("amount");
  expect(first('{"$or": [{"')).toBe("amount");
  expect(first('{"$not": {"')).toBe("amount");
  expect(first('{"amount": {"')).toBe("$eq");
  expect(first('{"amount": {"$gt": 1, "')).toBe("$eq");
});
