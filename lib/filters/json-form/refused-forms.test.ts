// What is no JSON filter, where it stands, and what a person is told about it.

import { describe, expect, test } from "vitest";
import { compileExpression, compileFilter } from "../compile-filter.ts";
import { filterSchema } from "../filter-schema.ts";
import { compiled, refusalOf } from "../testing/compile.ts";
import { parseForm } from "./parse-form.ts";

/** [source, offending text, column, hint]; the rest of the error is for people to read. */
const refused: readonly [string, string, number, RegExp][] = [
  // operators
  ['{"a": {"$gtt": 1}}', '"$gtt"', 8, /did you mean `\$gt`/i],
  ['{"a": {"$Contains": 1}}', '"$Contains"', 8, /`\$contains`/],
  ['{"a": {"$regex": "x"}}', '"$regex"', 8, /matches\(/],
  ['{"a": {"$elemMatch": {}}}', '"$elemMatch"', 8, /\$contains/],
  ['{"$nor": [{"a": 1}]}', '"$nor"', 2, /\$not/],
  ['{"$where": "this.a"}', '"$where"', 2, /expression/],
  ['{"a": {"$": 1}}', '"$"', 8, /operators are \$eq/],
  ['{"a": {"$constructor": 1}}', '"$constructor"', 8, /operators are/],
  ['{"$gt": 1}', '"$gt"', 2, /\{"amount": \{"\$gt": 100\}\}/],
  ['{"$and": [{"$eq": 1}]}', '"$eq"', 12, /\$eq/],
  ['{"a": {"$gt": 1, "b": 2}}', '"b"', 18, /\$and/],
  ['{"a": {"b": 2, "$gt": 1}}', '"$gt"', 16, /\$and/],
  // operands
  ['{"a": {"$eq": [1]}}', "[1]", 15, /\$eq/],
  ['{"a": {"$eq": {"b": 1}}}', '{"b": 1}', 15, /\$eq/],
  ['{"a": {"$gt": true}}', "true", 15, /\$gt/],
  ['{"a": {"$lte": null}}', "null", 16, /\$lte/],
  ['{"a": {"$in": "x"}}', '"x"', 15, /\["paid", "settled"\]/],
  ['{"a": {"$nin": {}}}', "{}", 16, /\$nin/],
  ['{"a": {"$in": [[1]]}}', "[1]", 16, /\$or/],
  ['{"a": [1, {"$gt": 1}]}', '{"$gt": 1}', 11, /\$or/],
  ['{"a": {"$startsWith": 1}}', "1", 23, /\$startsWith/],
  ['{"a": {"$endsWith": ["x"]}}', '["x"]', 21, /\$endsWith/],
  ['{"a": {"$contains": ["x"]}}', '["x"]', 21, /\$contains/],
  ['{"a": {"$exists": 1}}', "1", 19, /\$exists/],
  ['{"$and": []}', "[]", 10, /\{"\$and": \[/],
  ['{"$or": {}}', "{}", 9, /\{"\$or": \[/],
  ['{"$or": [{"a": 1}, 2]}', "2", 20, /\{"\$or": \[/],
  ['{"a": {"$not": 1}}', "1", 16, /\$ne/],
  ['{"$not": []}', "[]", 10, /\$ne/],
  ['{"a": {}}', "{}", 7, /\$exists/],
  ['{"$and": [{}]}', "{}", 11, /remove it/],
  ['{"$not": {}}', "{}", 10, /remove it/],
  // paths
  ['{"": 1}', '""', 2, /expression/],
  ['{"a..b": 1}', '"a..b"', 2, /expression/],
  ['{"a.": 1}', '"a."', 2, /expression/],
  ['{"a.$gt": 1}', '"a.$gt"', 2, /of their own/],
  ['{"__proto__": 1}', '"__proto__"', 2, /\$\.__proto__/],
  ['{"a": {"__proto__": {"b": 1}}}', '"__proto__"', 8, /\$\.__proto__/],
  ['{"a.__proto__.b": 1}', '"a.__proto__.b"', 2, /\$\.__proto__/],
  ['{"\\u005f_proto__": 1}', '"\\u005f_proto__"', 2, /\$\.__proto__/],
  // JSON
  ["{a: 1}", "a", 2, /"a"/],
  ["{'a': 1}", "'", 2, /double quotes/],
  ["{“a”: 1}", "“", 2, /double quotes/],
  ["{\"a\": 'x'}", "'", 7, /double quotes/],
  ['{"a": x}', "x", 7, /"x"/],
  ['{"a": True}', "True", 7, /`true`/],
  ['{"a": undefined}', "undefined", 7, /\$exists/],
  ['{"a": NaN}', "NaN", 7, /\$exists/],
  ['{"a": -Infinity}', "-Infinity", 7, /\$exists/],
  ['{"a": 01}', "01", 7, /numbers as/],
  ['{"a": .5}', ".5", 7, /numbers as/],
  ['{"a": +5}', "+5", 7, /numbers as/],
  ['{"a": 0x10}', "0x10", 7, /numbers as/],
  ['{"a": 1e999}', "1e999", 7, /1\.8e308/],
  ['{"a": 1,}', ",", 8, /Remove the comma/],
  ['{"a": [1,]}', ",", 9, /Remove the comma/],
  ['{"a": [1 2]}', "2", 10, /comma between the items/],
  ['{"a": 1 "b": 2}', '"b"', 9, /comma between the fields/],
  ['{"a" 1}', "1", 6, /colon/],
  ['{"a": }', "}", 7, /expected here/],
  ['{"a": :1}', ":", 7, /expected here/],
  ["{1: 1}", "1", 2, /double quotes/],
  ["{,}", ",", 2, /double quotes/],
  ['{"a": 1', "", 8, /Close/],
  ['{"a": {"b": [1', "", 15, /Close/],
  ["{", "", 2, /Close/],
  ['{"a": 1}}', "}", 9, /one JSON object/],
  ['{"a": 1} && $.b', "&", 10, /one JSON object/],
  ['{"a": 1} // why', "//", 10, /one JSON object/],
  ['{"a": 1 /* why */}', "/*", 9, /comments/],
  ['{"a": "x}', '"x}', 7, /Close/],
  ['{"a": "\\x41"}', "\\x", 8, /\\u0041/],
  ['{"a": "\\u00g1"}', "\\u", 8, /\\u0041/],
  ['{"a": "\\\\\\q"}', "\\q", 10, /\\u0041/],
  ['{"a": "\t"}', '"\t"', 7, /escape/],
  ['\u00a0{"a": 1}', "\u00a0", 1, /./],
  ['{"a": "\ud800"}', "\ud800", 8, /escape/],
];

test.each(refused)("%s is refused", (source, text, column, hint) => {
  const error = refusalOf(source);
  expect({ text: error.text, line: error.line, column: error.column }).toEqual({
    text,
    line: 1,
    column,
  });
  expect(error.message).not.toBe("");
  expect(error.hint).toMatch(hint);
});

test("the line and column of a fault count from 1, on any line", () => {
  const error = refusalOf('{\n  "amount": {\r\n    "$gtt": 100\n  }\n}');
  expect(error).toMatchObject({ line: 3, column: 5, text: '"$gtt"' });
});

test("an object is refused by its place in its JSON text", () => {
  const result = compileFilter({ status: "paid", amount: { $gtt: 100 } });
  expect(result).toMatchObject({ ok: false, error: { line: 1, column: 28, text: '"$gtt"' } });
});

test.each([
  [{ a: undefined }],
  [{ a: 1, b: { $gt: Number.NaN } }],
  [{ a: Number.POSITIVE_INFINITY }],
  [{ a: 1n }],
  [{ a: [undefined] }],
  [{ a: new Map([["$gt", 1]]) }],
  [{ a: /x/ }],
  [{ a: () => 1 }],
  [new Map([["a", 1]])],
])("%o, which JSON would make another filter of, is refused", (object) => {
  expect(compileFilter(filterSchema.parse(object))).toMatchObject({
    ok: false,
    error: { message: "The object is not plain JSON", line: 1, column: 1 },
  });
});

test("where only an expression is asked for, an object is none", () => {
  expect(compileExpression('{"a": 1}')).toMatchObject({ ok: false, error: { column: 1 } });
});

describe("limits", () => {
  const list = (items: number) => JSON.stringify({ a: { $in: Array(items).fill(1) } });

  test("1,024 characters are a filter, one more is refused", () => {
    const padded = '{"a": 1}'.padEnd(1024, " ");
    compiled(padded);
    expect(refusalOf(`${padded} `)).toMatchObject({ line: 1, column: 1025, text: " " });
    const object = { a: "x".repeat(1024 - '{"a":""}'.length) };
    expect(compileFilter(object).ok).toBe(true);
    expect(compileFilter({ a: `${object.a}x` })).toMatchObject({
      ok: false,
      error: { column: 1025 },
    });
  });

  test("64 nodes are a filter, one more is refused where it stands", () => {
    compiled(list(61));
    expect(refusalOf(list(62))).toMatchObject({
      text: '"$in"',
      message: expect.stringMatching(/64/),
    });
    const chain = (terms: number) => JSON.stringify({ $or: Array(terms).fill({ a: 1 }) });
    compiled(chain(16));
    const { text, column, message } = refusalOf(chain(17));
    expect(message).toMatch(/64/);
    expect(column).toBeGreaterThan(chain(16).length - 8);
    expect(text).toBe('"a"');
  });

  test("16 levels are a filter, one more is refused", () => {
    const not = (levels: number) => `${'{"$not":'.repeat(levels)}{"a":1}${"}".repeat(levels)}`;
    compiled(not(14));
    expect(refusalOf(not(15)).message).toMatch(/16/);
  });

  test.each(['{"a":', '{"$not":', '{"$and":[', '{"a":['])(
    "%s a hundred thousand times is refused, not a stack overflow",
    (piece) => {
      const error = parseForm(piece.repeat(100_000));
      expect(error).toMatchObject({ ok: false, error: { line: 1, hint: expect.any(String) } });
      expect(refusalOf(piece.repeat(100_000)).message).toMatch(/1024/);
    },
  );

  test("an object without end is refused", () => {
    const endless: Record<string, unknown> = {};
    endless["a"] = endless;
    let doubled: unknown = { a: 1 };
    for (let level = 0; level < 40; level++) doubled = { $and: [doubled, doubled] };
    let deep: unknown = 1;
    for (let level = 0; level < 100_000; level++) deep = { a: deep };
    for (const object of [endless, { $not: doubled }, { b: deep }, { a: 1n }]) {
      expect(compileFilter(object)).toMatchObject({ ok: false, error: { line: 1 } });
    }
  });
});
