// What JSON filters mean, by example, and that both forms are one language.

import { describe, expect, test } from "vitest";
import { compiled, isMatch } from "../testing/compile.ts";
import { formOperators, joiningOperators } from "./form-operators.ts";
import { readFilterText } from "./json-object.ts";
import { printForm } from "./print-form.ts";

test("the object of the product's description matches by amount and status", () => {
  const source = '{"amount": {"$gt": 100}, "status": ["paid", "settled"]}';
  expect(isMatch(source, { amount: 101, status: "paid" })).toBe(true);
  expect(isMatch(source, { amount: 101, status: "draft" })).toBe(false);
  expect(isMatch(source, { amount: 100, status: "paid" })).toBe(false);
  expect(isMatch(source, {})).toBe(false);
});

/** [form, the expression it is, the form it is printed as (when another)] */
const meanings: readonly [string, string, string?][] = [
  ["{}", "true"],
  ['{"a":1}', "$.a === 1"],
  ['{"a":null}', "$.a === null"],
  ['{"a":{"$eq":"x"}}', '$.a === "x"', '{"a":"x"}'],
  ['{"a":{"$ne":false}}', "$.a !== false"],
  ['{"a":{"$gt":1,"$lte":"5"}}', '$.a > 1 && $.a <= "5"'],
  ['{"a":{"$gte":-1.5}}', "$.a >= -1.5"],
  ['{"a":{"$lt":1e3}}', "$.a < 1000", '{"a":{"$lt":1000}}'],
  ['{"a":["x",1,null,true]}', '["x", 1, null, true].includes($.a)'],
  ['{"a":{"$in":["x"]}}', '["x"].includes($.a)', '{"a":["x"]}'],
  ['{"a":[]}', "[].includes($.a)"],
  ['{"a":{"$nin":["x"]}}', '!["x"].includes($.a)'],
  ['{"a":{"$startsWith":"x"}}', '$.a.startsWith("x")'],
  ['{"a":{"$endsWith":"x"}}', '$.a.endsWith("x")'],
  ['{"a":{"$contains":5}}', "$.a.includes(5)"],
  ['{"a":{"$exists":true}}', "exists($.a)"],
  ['{"a":{"$exists":false}}', "!exists($.a)"],
  ['{"a.b":{"c-d":1}}', '$.a.b["c-d"] === 1', '{"a.b.c-d":1}'],
  ['{"items.0.sku":"x"}', '$.items[0].sku === "x"'],
  ['{"constructor":1,"toString":2}', "$.constructor === 1 && $.toString === 2"],
  ['{"a":1,"b":2,"c":3}', "$.a === 1 && $.b === 2 && $.c === 3"],
  ['{"$and":[{"a":1},{"b":2}]}', "$.a === 1 && $.b === 2", '{"a":1,"b":2}'],
  ['{"$and":[{"a":1},{"a":2}]}', "$.a === 1 && $.a === 2"],
  ['{"$and":[{"a":1},{"0":2}]}', "$.a === 1 && $[0] === 2"],
  ['{"$and":[{"a":1},{"b":1},{"a":{"$gt":2}}]}', "$.a === 1 && $.b === 1 && $.a > 2"],
  ['{"$and":[{"a":1}]}', "$.a === 1", '{"a":1}'],
  ['{"$or":[{"a":1},{"b":2,"c":3}]}', "$.a === 1 || $.b === 2 && $.c === 3"],
  [
    '{"$or":[{"$or":[{"a":1},{"b":2}]},{"c":3}]}',
    "$.a === 1 || $.b === 2 || $.c === 3",
    '{"$or":[{"a":1},{"b":2},{"c":3}]}',
  ],
  ['{"a":1,"$or":[{"b":1},{"c":1}]}', "$.a === 1 && ($.b === 1 || $.c === 1)"],
  [
    '{"$and":[{"$or":[{"a":1},{"b":1}]},{"$or":[{"c":1},{"d":1}]}]}',
    "($.a === 1 || $.b === 1) && ($.c === 1 || $.d === 1)",
  ],
  ['{"$not":{"a":1,"b":2}}', "!($.a === 1 && $.b === 2)"],
  ['{"$and":[{"$not":{"a":1}},{"$not":{"b":1}}]}', "!($.a === 1) && !($.b === 1)"],
  [
    '{"a":{"$or":[{"$lt":1},{"$gt":5}]}}',
    "$.a < 1 || $.a > 5",
    '{"$or":[{"a":{"$lt":1}},{"a":{"$gt":5}}]}',
  ],
  ['{"a":{"$not":{"$gt":1}}}', "!($.a > 1)", '{"$not":{"a":{"$gt":1}}}'],
  ['{"a":1,"b":2,"a":3}', "$.a === 3 && $.b === 2", '{"a":3,"b":2}'],
  ['{"\\u0061":"\\u00e9\\n"}', '$.a === "é\\n"', '{"a":"é\\n"}'],
];

test.each(meanings)("%s is %s", (form, expression, printed = form) => {
  const { normalized, node, source } = compiled(form);
  expect(source).toBe(form);
  expect(normalized).toBe(expression);
  expect(JSON.stringify(printForm(node))).toBe(printed);
  expect(compiled(printed).node).toEqual(compiled(expression).node);
});

test.each([
  "$.a == 1",
  "1 === $.a",
  "$ === 1",
  "$['a.b'] === 1",
  "$[''] === 1",
  "$.$gt === 1",
  "$.__proto__ === 1",
  "$.a === -0",
  "$.a === $.b",
  "$.a > true",
  "$.a + 1 > 2",
  "$.a.startsWith(1)",
  "$.a.trim() === 'x'",
  "event.hop === 1",
  "matches($.a, 'x')",
  "$.a ? $.b === 1 : $.c === 1",
  "[1, $.b].includes($.a)",
  "!$.a",
  "false",
  "$.a === 1 && $.b",
  "$.a === 1 && true",
  `$.a === '${'"'.repeat(1000)}'`,
])("%s has no JSON form", (source) => {
  expect(printForm(compiled(source).node)).toBeUndefined();
});

test("a stored text is given back as an object where it is one, and as text where it is none", () => {
  expect(readFilterText(' {"a": 1, "a": [2]}')).toEqual({ a: [2] });
  expect(readFilterText('$.a == "{}"')).toBe('$.a == "{}"');
  expect(readFilterText("{not what was ever accepted")).toBe("{not what was ever accepted");
});

describe("the operators", () => {
  test("compare without converting, but for the order of numbers and texts", () => {
    expect(isMatch('{"a": 1}', { a: "1" })).toBe(false);
    expect(isMatch('{"a": [1]}', { a: "1" })).toBe(false);
    expect(isMatch('{"a": null}', {})).toBe(false);
    expect(isMatch('{"a": {"$ne": 1}}', {})).toBe(true);
    expect(isMatch('{"a": {"$gt": 5}}', { a: "10" })).toBe(true);
    expect(isMatch('{"a": {"$gt": "5"}}', { a: "10" })).toBe(false);
  });

  test("do not look into the items of a list, but for $contains", () => {
    expect(isMatch('{"tags": "vip"}', { tags: ["vip"] })).toBe(false);
    expect(isMatch('{"tags": {"$contains": "vip"}}', { tags: ["vip"] })).toBe(true);
    expect(isMatch('{"name": {"$contains": "an"}}', { name: "Jane" })).toBe(true);
  });

  const rows = Object.entries({ ...formOperators, ...joiningOperators });
  test.each(rows)("%s has an example that is a filter", (name, row) => {
    expect(row.example).toContain(name);
    compiled(row.example);
  });
});
