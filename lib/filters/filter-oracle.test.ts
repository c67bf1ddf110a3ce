// A filter means what V8 computes for it: seeded random filters over random payloads, judged by a
// real isolate. FILTER_CASES sets the number of cases, FILTER_SEED the seed.

import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { compileFilter } from "./compile-filter.ts";
import { compileNode } from "./compile-node.ts";
import { parseForm } from "./json-form/parse-form.ts";
import { printForm } from "./json-form/print-form.ts";
import { parseFilter } from "./parse-filter.ts";
import { printFilter } from "./print-filter.ts";
import { envelope } from "./testing/envelope.ts";
import { expressionArbitrary, jsonArbitrary } from "./testing/expression-arbitrary.ts";
import { formArbitrary } from "./testing/form-arbitrary.ts";
import { describeValue, openOracle } from "./testing/v8-oracle.ts";

const numRuns = Number(process.env["FILTER_CASES"] ?? 10_000);
const seed = Number(process.env["FILTER_SEED"] ?? 20261105);
const oracle = openOracle(envelope);

afterAll(() => oracle.dispose());

function truthOf(described: string): boolean {
  return !/^(?:undefined .*|object null|boolean false|-?0|NaN|string "")$/.test(described);
}

test("a filter gives the value, and the decision, that V8 gives", { timeout: 600_000 }, () => {
  const decisions = { true: 0, false: 0 };
  const agrees = fc.property(expressionArbitrary, jsonArbitrary, ({ filter, v8 }, json) => {
    const compiled = compileFilter(filter);
    if (!compiled.ok)
      expect(compiled.error.message).toMatch(/^(More|Nested|The filter is (long|nested))/);
    fc.pre(compiled.ok);
    const parsed = parseFilter(filter);
    if (!compiled.ok || !parsed.ok) return;
    const data: unknown = JSON.parse(json);
    const wanted = oracle.evaluate(v8, json);
    expect(describeValue(compileNode(parsed.node)(data, envelope))).toBe(wanted);
    const decision = compiled.filter.matches(data, envelope);
    expect(decision).toBe(truthOf(wanted));
    decisions[decision ? "true" : "false"]++;
    const form = printForm(parsed.node);
    if (form !== undefined) expect(parseForm(JSON.stringify(form))).toEqual(parsed);
  });
  fc.assert(agrees, { numRuns, seed });
  expect(decisions.true + decisions.false).toBeGreaterThanOrEqual(numRuns);
  expect(Math.min(decisions.true, decisions.false)).toBeGreaterThan(numRuns / 5);
});

test("a JSON filter decides as V8 does, and is the same as an expression", {
  timeout: 600_000,
}, () => {
  const decisions = { true: 0, false: 0 };
  const agrees = fc.property(formArbitrary, jsonArbitrary, ({ form, v8 }, json) => {
    const compiled = compileFilter(form);
    if (!compiled.ok) expect(compiled.error.message).toMatch(/^(More|Nested|The filter is long)/);
    fc.pre(compiled.ok);
    if (!compiled.ok) return;
    const { node, normalized, source, matches } = compiled.filter;
    const data: unknown = JSON.parse(json);
    const decision = matches(data, envelope);
    expect(decision).toBe(truthOf(oracle.evaluate(v8, json)));
    decisions[decision ? "true" : "false"]++;
    expect(source).toBe(JSON.stringify(form));
    expect(parseFilter(normalized)).toEqual({ ok: true, node });
    const printed = printForm(node);
    if (printed !== undefined)
      expect(parseForm(JSON.stringify(printed))).toEqual({ ok: true, node });
    else expect(source.length).toBeGreaterThan(700); // a path for each condition can be longer than 1,024
  });
  fc.assert(agrees, { numRuns, seed });
  expect(Math.min(decisions.true, decisions.false)).toBeGreaterThan(numRuns / 20);
});

test("the printed filter parses to the same tree, and prints the same again", () => {
  const roundTrips = fc.property(expressionArbitrary, ({ filter }) => {
    const parsed = parseFilter(filter);
    fc.pre(parsed.ok);
    if (!parsed.ok) return;
    const printed = printFilter(parsed.node);
    const again = parseFilter(printed);
    expect(again).toEqual(parsed);
  });
  fc.assert(roundTrips, { numRuns: Math.min(numRuns, 3_000), seed });
});
