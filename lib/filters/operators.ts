// The table of operators: how tightly each binds and what it computes. Parser, printer, compiler and docs
// read it; a new operator is a row here and a test.

import { looseEquals, toNumber, toPrimitive, toText } from "./coerce.ts";

type BinaryRow = {
  precedence: number;
  /** For the docs, as are those of methods and functions. */
  meaning: string;
  apply(left: unknown, right: unknown): unknown;
};
type UnaryRow = { meaning: string; apply(operand: unknown): unknown };

/** Precedences as in JavaScript, from loose to tight. */
export const precedence = {
  conditional: 1,
  "||": 2,
  "&&": 3,
  equality: 4,
  relation: 5,
  sum: 6,
  product: 7,
  unary: 8,
  primary: 9,
} as const;

export const binaryOperators = {
  "==": {
    precedence: precedence.equality,
    meaning: 'equal, after converting as JavaScript does: `"5" == 5`, `null == undefined`',
    apply: looseEquals,
  },
  "!=": {
    precedence: precedence.equality,
    meaning: "not `==`",
    apply: (left, right) => !looseEquals(left, right),
  },
  "===": {
    precedence: precedence.equality,
    meaning: "equal, of the same type",
    apply: (left, right) => left === right,
  },
  "!==": {
    precedence: precedence.equality,
    meaning: "not `===`",
    apply: (left, right) => left !== right,
  },
  "<": {
    precedence: precedence.relation,
    meaning: "two strings by their UTF-16 units, everything else as numbers",
    apply: isLess,
  },
  ">": {
    precedence: precedence.relation,
    meaning: "as `<`, the other way round",
    apply: (left, right) => isLess(right, left),
  },
  "<=": { precedence: precedence.relation, meaning: "as `<`, or equal", apply: isAtMost },
  ">=": {
    precedence: precedence.relation,
    meaning: "as `>`, or equal",
    apply: (left, right) => isAtMost(right, left),
  },
  in: {
    precedence: precedence.relation,
    meaning: "an object or array has the key itself; `false` for what has no keys",
    apply: isOwnKey,
  },
  "+": {
    precedence: precedence.sum,
    meaning: "sum; with a string on one side, both joined as strings",
    apply: add,
  },
  "-": {
    precedence: precedence.sum,
    meaning: "difference",
    apply: (left, right) => toNumber(left) - toNumber(right),
  },
  "*": {
    precedence: precedence.product,
    meaning: "product",
    apply: (left, right) => toNumber(left) * toNumber(right),
  },
  "/": {
    precedence: precedence.product,
    meaning: "quotient; by zero it is `Infinity` or `NaN`",
    apply: (left, right) => toNumber(left) / toNumber(right),
  },
  "%": {
    precedence: precedence.product,
    meaning: "remainder, with the sign of the left side",
    apply: (left, right) => toNumber(left) % toNumber(right),
  },
} satisfies Record<string, BinaryRow>;

export const unaryOperators = {
  "!": {
    meaning: "`true` for what counts as false, `false` for the rest",
    apply: (operand) => !operand,
  },
  "-": { meaning: "the negative, as a number", apply: (operand) => -toNumber(operand) },
  "+": { meaning: "the value as a number", apply: toNumber },
} satisfies Record<string, UnaryRow>;

export const logicalOperators = {
  "&&": {
    precedence: precedence["&&"],
    meaning: "the left side if that counts as false, otherwise the right side",
  },
  "||": {
    precedence: precedence["||"],
    meaning: "the left side if that counts as true, otherwise the right side",
  },
} satisfies Record<string, Omit<BinaryRow, "apply">>;

export type BinaryOperator = keyof typeof binaryOperators;
export type UnaryOperator = keyof typeof unaryOperators;
export type LogicalOperator = keyof typeof logicalOperators;

export function isBinaryOperator(text: string): text is BinaryOperator {
  return Object.hasOwn(binaryOperators, text);
}

export function isUnaryOperator(text: string): text is UnaryOperator {
  return Object.hasOwn(unaryOperators, text);
}

function isLess(left: unknown, right: unknown): boolean {
  const a = toPrimitive(left);
  const b = toPrimitive(right);
  return typeof a === "string" && typeof b === "string" ? a < b : Number(a) < Number(b);
}

function isAtMost(left: unknown, right: unknown): boolean {
  const a = toPrimitive(left);
  const b = toPrimitive(right);
  return typeof a === "string" && typeof b === "string" ? a <= b : Number(a) <= Number(b);
}

function add(left: unknown, right: unknown): string | number {
  const a = toPrimitive(left);
  const b = toPrimitive(right);
  const isText = typeof a === "string" || typeof b === "string";
  return isText ? String(a) + String(b) : Number(a) + Number(b);
}

function isOwnKey(key: unknown, object: unknown): boolean {
  return typeof object === "object" && object !== null && Object.hasOwn(object, toText(key));
}
