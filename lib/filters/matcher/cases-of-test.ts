// One comparison, call or value of a filter → the tests that are implied when it is truthy.
// `[[]]` promises nothing.

import { toText } from "../coerce.ts";
import type { FilterNode, LiteralNode } from "../filter-node.ts";
import { type AccessTest, type Conjunction, equalsAny } from "./access-test.ts";
import { type CanonicalKey, canonicalKey } from "./canonical-key.ts";
import { asLiteral } from "./constants.ts";
import { isPlainPath, requiredPaths } from "./required-paths.ts";
import type { Term } from "./terms.ts";

type Acquire = (node: FilterNode) => Term;
type Binary = FilterNode & { kind: "binary" };
type Method = FilterNode & { kind: "method" };
type Comparison = { operator: Binary["operator"]; subject: FilterNode; literal: LiteralNode };

/** Paths that a computed value needs are tests of their own, up to so many. */
const MAX_PATHS = 2;

export function casesOfTest(node: FilterNode, acquire: Acquire): readonly Conjunction[] {
  switch (node.kind) {
    case "binary":
      return casesOfBinary(node, acquire);
    case "method":
      return casesOfMethod(node, acquire);
    case "call":
      return withPaths(node, [], acquire);
    default:
      return withPaths(node, [{ kind: "truthy", term: acquire(node) }], acquire);
  }
}

/** The same for a node that must be falsy. */
export function falsyCases(node: FilterNode, acquire: Acquire): readonly Conjunction[] {
  return isPlainPath(node) ? [[{ kind: "falsy", term: acquire(node) }]] : [[]];
}

function casesOfBinary(node: Binary, acquire: Acquire): readonly Conjunction[] {
  const comparison = comparisonWithLiteral(node);
  if (comparison === undefined) return withPaths(node, [], acquire);
  const { operator, subject, literal } = comparison;
  switch (operator) {
    case "==":
    case "===":
      return withPaths(node, [equality(comparison, acquire)], acquire);
    case "<":
    case "<=":
    case ">":
    case ">=":
      return rangesOf(operator, literal.value).flatMap((range) =>
        withPaths(node, [{ ...range, term: acquire(subject) }], acquire),
      );
    default:
      return withPaths(node, [], acquire);
  }
}

const flipped: Partial<Record<Binary["operator"], Binary["operator"]>> = {
  "==": "==",
  "===": "===",
  "<": ">",
  ">": "<",
  "<=": ">=",
  ">=": "<=",
};

/** Undefined where neither side, or both, are literals, or the operator compares nothing. */
function comparisonWithLiteral({ operator, left, right }: Binary): Comparison | undefined {
  const literal = asLiteral(right);
  if (literal !== undefined && left.kind !== "array") return { operator, subject: left, literal };
  const turned = flipped[operator];
  const turnedLiteral = asLiteral(left);
  const isComparison =
    turned !== undefined && turnedLiteral !== undefined && right.kind !== "array";
  return isComparison ? { operator: turned, subject: right, literal: turnedLiteral } : undefined;
}

function equality({ operator, subject, literal }: Comparison, acquire: Acquire): AccessTest {
  const term = acquire(subject);
  const isNullish = literal.value === null && operator === "==";
  if (isNullish) return { kind: "nullish", term };
  return { kind: "equals", term, keys: [canonicalKey(literal.value)] };
}

type Range =
  | { kind: "range"; lo: number; hi: number | null }
  | { kind: "textRange"; lo: string; hi: string | null };

/** A text compares with a text by its characters; everything else compares as numbers. */
function rangesOf(operator: "<" | "<=" | ">" | ">=", literal: LiteralNode["value"]): Range[] {
  const isBelow = operator === "<" || operator === "<=";
  const bound = Number(literal);
  const ranges: Range[] = [];
  if (!Number.isNaN(bound)) {
    ranges.push({
      kind: "range",
      lo: isBelow ? Number.NEGATIVE_INFINITY : bound,
      hi: isBelow ? bound : null,
    });
  }
  if (typeof literal === "string") {
    ranges.push({ kind: "textRange", lo: isBelow ? "" : literal, hi: isBelow ? literal : null });
  }
  return ranges;
}

function casesOfMethod(node: Method, acquire: Acquire): readonly Conjunction[] {
  const { receiver } = node;
  // No list of nothing has a member: such a filter has no case at all.
  if (receiver.kind === "array" && receiver.items.length === 0) return [];
  const test = testOfMethod(node, acquire);
  return withPaths(node, test === undefined ? [] : [test], acquire);
}

function testOfMethod(node: Method, acquire: Acquire): AccessTest | undefined {
  const { name, receiver } = node;
  const [argument] = node.args;
  if (argument === undefined) return { kind: "truthy", term: acquire(node) };
  if (name === "includes" && receiver.kind === "array") {
    return membership(receiver.items, argument, acquire);
  }
  if (argument.kind !== "literal" || receiver.kind === "literal" || receiver.kind === "array") {
    return undefined;
  }
  if (name === "includes") return { kind: "has", term: acquire(receiver), item: argument.value };
  const kind = name === "startsWith" ? "starts" : "ends";
  const text = toText(argument.value);
  return text === "" ? undefined : { kind, term: acquire(receiver), text };
}

/** `["a", "b"].includes($.x)`. */
function membership(
  items: readonly FilterNode[],
  subject: FilterNode,
  acquire: Acquire,
): AccessTest | undefined {
  const keys: CanonicalKey[] = [];
  for (const item of items) {
    if (item.kind !== "literal") return undefined;
    keys.push(canonicalKey(item.value));
  }
  return equalsAny(acquire(subject), keys);
}

/** Adds that the payload has the paths of a computed value, which the index can tell without computing it. */
function withPaths(
  node: FilterNode,
  tests: readonly AccessTest[],
  acquire: Acquire,
): readonly Conjunction[] {
  const known = new Set(tests.map(({ term }) => term.text));
  const paths = requiredPaths(node).slice(0, MAX_PATHS);
  const present = paths
    .map((path): AccessTest => ({ kind: "present", term: acquire(path) }))
    .filter(({ term }) => !known.has(term.text));
  return [[...tests, ...present]];
}
