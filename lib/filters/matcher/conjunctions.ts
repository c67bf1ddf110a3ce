// A filter in boolean context → the cases in which it can match, each a conjunction of tests that
// the index can look up. A case may promise less than the filter asks, never more.

import type { FilterNode } from "../filter-node.ts";
import { type AccessTest, type Conjunction, equalsAny } from "./access-test.ts";
import { casesOfTest, falsyCases } from "./cases-of-test.ts";
import { constantTruth } from "./constants.ts";
import { mergeTests } from "./merge-tests.ts";
import type { Term } from "./terms.ts";

export type Acquire = (node: FilterNode) => Term;

type Cases = readonly Conjunction[];

/** More cases than this are not multiplied out: a conjunction then goes by its better half. */
const MAX_PRODUCT = 16;

const always: Cases = [[]];
const never: Cases = [];

/** None at all for a filter that never matches; one without tests for one that can always match. */
export function conjunctionsOf(node: FilterNode, acquire: Acquire): Cases {
  return whenTrue(node, acquire);
}

function whenTrue(node: FilterNode, acquire: Acquire): Cases {
  const constant = constantTruth(node);
  if (constant !== undefined) return constant ? always : never;
  switch (node.kind) {
    case "array":
      return always;
    case "unary":
      return node.operator === "!" ? whenFalse(node.operand, acquire) : casesOfTest(node, acquire);
    case "logical": {
      const cases = node.terms.map((term) => whenTrue(term, acquire));
      return node.operator === "&&" ? allOf(cases) : anyOf(cases);
    }
    case "conditional":
      return anyOf([
        allOf([whenTrue(node.test, acquire), whenTrue(node.yes, acquire)]),
        allOf([whenFalse(node.test, acquire), whenTrue(node.no, acquire)]),
      ]);
    default:
      return casesOfTest(node, acquire);
  }
}

function whenFalse(node: FilterNode, acquire: Acquire): Cases {
  const constant = constantTruth(node);
  if (constant !== undefined) return constant ? never : always;
  switch (node.kind) {
    case "array":
      return never;
    case "unary":
      return node.operator === "!" ? whenTrue(node.operand, acquire) : falsyCases(node, acquire);
    case "logical": {
      const cases = node.terms.map((term) => whenFalse(term, acquire));
      return node.operator === "&&" ? anyOf(cases) : allOf(cases);
    }
    case "conditional":
      return anyOf([
        allOf([whenTrue(node.test, acquire), whenFalse(node.yes, acquire)]),
        allOf([whenFalse(node.test, acquire), whenFalse(node.no, acquire)]),
      ]);
    case "binary":
      return whenBinaryFalse(node, acquire);
    default:
      return falsyCases(node, acquire);
  }
}

/** Only equality turns round exactly: NaN and undefined are neither less than a number nor not less. */
function whenBinaryFalse(node: FilterNode & { kind: "binary" }, acquire: Acquire): Cases {
  if (node.operator === "!=") return whenTrue({ ...node, operator: "==" }, acquire);
  if (node.operator === "!==") return whenTrue({ ...node, operator: "===" }, acquire);
  return falsyCases(node, acquire);
}

function anyOf(all: readonly Cases[]): Cases {
  const cases = all.flat();
  return cases.some((tests) => tests.length === 0) ? always : joinEquals(cases);
}

/** `a == 1 || a == 2` is one case with two keys. */
function joinEquals(cases: Cases): Cases {
  const joined = new Map<Term, Set<string | number | null>>();
  const rest: Conjunction[] = [];
  for (const tests of cases) {
    const [only] = tests;
    if (tests.length !== 1 || only?.kind !== "equals") {
      rest.push(tests);
      continue;
    }
    const keys = joined.get(only.term) ?? new Set();
    joined.set(only.term, keys);
    for (const key of only.keys) keys.add(key);
  }
  for (const [term, keys] of joined) {
    const test = equalsAny(term, keys);
    if (test) rest.push([test]);
  }
  return rest;
}

function allOf(all: readonly Cases[]): Cases {
  let product: Cases = always;
  for (const cases of all) product = both(product, cases);
  return product;
}

function both(left: Cases, right: Cases): Cases {
  if (left.length * right.length > MAX_PRODUCT) return better(left, right);
  return left.flatMap((one) => right.flatMap((other) => joinTests(one, other)));
}

function joinTests(one: Conjunction, other: Conjunction): Conjunction[] {
  let tests: readonly AccessTest[] | null = one;
  for (const test of other) tests = tests && mergeTests(tests, test);
  return tests === null ? [] : [tests];
}

function better(left: Cases, right: Cases): Cases {
  if (left.some((tests) => tests.length === 0)) return right;
  if (right.some((tests) => tests.length === 0)) return left;
  return left.length <= right.length ? left : right;
}
