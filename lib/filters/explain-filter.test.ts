// The explanation never says anything else than the filter does.

import fc from "fast-check";
import { expect, test } from "vitest";
import { briefValue } from "./brief-value.ts";
import { compileFilter } from "./compile-filter.ts";
import { explainFilter } from "./explain-filter.ts";
import type { Explained } from "./explanation.ts";
import { compiled, evaluated } from "./testing/compile.ts";
import { envelope } from "./testing/envelope.ts";
import { expressionArbitrary, jsonArbitrary } from "./testing/expression-arbitrary.ts";

const cases = Number(process.env["FILTER_CASES"] ?? 10_000) / 5;
const seed = Number(process.env["FILTER_SEED"] ?? 20261105);

function explain(source: string, data: unknown) {
  return explainFilter(compiled(source), data, envelope);
}

function all(root: Explained): Explained[] {
  return [root, ...root.children.flatMap(all)];
}

/** [filter, what decided, its value] for `{ a: 1, b: { c: "x" } }` */
test.each([
  ["$.a == 1", "$.a == 1", "true"],
  ["$.a > 1 && $.b", "$.a > 1", "false"],
  ["$.a && $.b.c == 'y' && $.d", '$.b.c == "y"', "false"],
  ["$.a && $.b.c", "$.a && $.b.c", '"x"'],
  ["$.d || $.b.c || $.a", "$.b.c", '"x"'],
  ["$.d || $.e", "$.d || $.e", "undefined"],
  ["$.a && ($.d || $.a > 5)", "$.d || $.a > 5", "false"],
  ["($.d || $.a) && ($.e || $.a == 2 && $.a)", "$.e || $.a == 2 && $.a", "false"],
  ["!($.d || $.a)", "$.a", "1"],
  ["!!$.b", "$.b", '{"c": "x"}'],
  ["$.a ? $.d : $.b", "$.d", "undefined"],
  ["$.d ? $.a : $.b && $.e", "$.e", "undefined"],
  ["$.a ? true : false", "$.a", "1"],
  ["$.a && false", "false", "false"],
  ["true", "true", "true"],
  ["1 > 2 || !(1 < 2)", "1 > 2 || !(1 < 2)", "false"],
  ['{"a": 1, "b.c": ["y"]}', '["y"].includes($.b.c)', "false"],
  ["event.type.startsWith('finance.') && event.hop > 3", "event.hop > 3", "false"],
])("%s was decided by %s", (source, text, value) => {
  const { decidedBy, filter, root } = explain(source, { a: 1, b: { c: "x" } });
  expect(decidedBy).toMatchObject({ text, value });
  expect(filter.slice(decidedBy.start, decidedBy.end)).toBe(text);
  expect(all(root).filter(({ decided }) => decided)).toMatchObject([{ text, value }]);
});

test("what a short circuit left out has no value", () => {
  const { root } = explain("$.no && $.a.b || ($.yes ? $.c : $.d)", {
    yes: true,
    c: 1,
    a: { b: 2 },
  });
  expect(all(root).map(({ text, value }) => [text, value])).toEqual([
    ["$.no && $.a.b || ($.yes ? $.c : $.d)", "1"],
    ["$.no && $.a.b", "undefined"],
    ["$.no", "undefined"],
    ["$.a.b", null],
    ["$.yes ? $.c : $.d", "1"],
    ["$.yes", "true"],
    ["$.c", "1"],
    ["$.d", null],
  ]);
});

test.each([
  [undefined, "undefined"],
  [Number.NaN, "NaN"],
  [-0, "-0"],
  [null, "null"],
  ['say "hi"\n', '"say \\"hi\\"\\n"'],
  [[1, undefined, ["a"]], '[1, undefined, ["a"]]'],
  [{ a: { b: [] }, c: {} }, '{"a": {"b": []}, "c": {}}'],
  ["x".repeat(500), `"${"x".repeat(118)}…`],
  [`${"x".repeat(117)}😀😀`, `"${"x".repeat(117)}\ufffd…`],
])("the value %o is shown as %s", (value, text) => {
  expect(briefValue(value)).toBe(text);
});

test("values are short however large the payload is, and cost no more", () => {
  const row = { text: "x".repeat(1_000), list: Array(100).fill({ a: [1, 2, 3] }) };
  const data = { text: "é".repeat(250_000), rows: Array(500).fill(row), deep: [[[[[[row]]]]]] };
  const source = `[$, $.rows, $.deep, $.text + $.text, $.rows[3]].includes($.text) || ${Array(10).fill("$.rows == 1").join(" || ")}`;
  const start = performance.now();
  const values = all(explain(source, data).root).map(({ value }) => value ?? "");
  expect(performance.now() - start).toBeLessThan(500);
  expect(Math.max(...values.map((value) => value.length))).toBe(120);
});

test("a long value behind a long key is not read to its end", () => {
  const data = { ["k".repeat(120)]: "x".repeat(4_000_000) };
  const start = performance.now();
  for (let times = 0; times < 20; times++) expect(briefValue(data)).toHaveLength(120);
  expect(performance.now() - start).toBeLessThan(50);
});

test("a value nested more deeply than any stack is shown by its beginning", () => {
  const deep = JSON.parse("[".repeat(100_000) + "]".repeat(100_000));
  expect(explain("$", deep).root.value).toBe(`${"[".repeat(119)}…`);
});

test("the explanation agrees with the filter, as a whole and in every part", {
  timeout: 600_000,
}, () => {
  const agrees = fc.property(expressionArbitrary, jsonArbitrary, ({ filter: source }, json) => {
    const result = compileFilter(source);
    fc.pre(result.ok);
    if (!result.ok) return;
    const data: unknown = JSON.parse(json);
    const { matches, filter, root, decidedBy } = explainFilter(result.filter, data, envelope);
    expect(matches).toBe(result.filter.matches(data, envelope));
    expect(filter).toBe(result.filter.normalized);
    for (const { text, start, end, value, children } of all(root)) {
      expect(filter.slice(start, end)).toBe(text);
      if (value !== null) expect(value).toBe(briefValue(evaluated(text, data)));
      else expect(children.every((child) => child.value === null)).toBe(true);
    }
    expect(all(root).filter(({ decided }) => decided)).toMatchObject([decidedBy]);
  });
  fc.assert(agrees, { numRuns: cases, seed });
});
