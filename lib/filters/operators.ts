// The table of operators: how tightly each binds and what it computes. Parser, printer and compiler
// read it; a new operator is a row here, a line in docs and a test.

import { looseEquals, toNumber, toPrimitive, toText } from "./coerce.ts";

type BinaryRow = { precedence: number; apply(left: unknown, right: unknown): unknown };
type UnaryRow = { apply(operand: unknown): unknown };

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
  "==": { precedence: precedence.equality, apply: looseEquals },
  "!=": { precedence: precedence.equality, apply: (left, right) => !looseEquals(left, right) },
  "===": { precedence: precedence.equality, apply: (left, right) => left === right },
  "!==": { precedence: precedence.equality, apply: (left, right) => left !== right },
  "<": { precedence: precedence.relation, apply: isLess },
  ">": { precedence: precedence.relation, apply: (left, right) => isLess(right, left) },
  "<=": { precedence: precedence.relation, apply: isAtMost },
  ">=": { precedence: precedence.relation, apply: (left, right) => isAtMost(right, left) },
  in: { precedence: precedence.relation, apply: isOwnKey },
  "+": { precedence: precedence.sum, apply: add },
  "-": { precedence: precedence.sum, apply: (left, right) => toNumber(left) - toNumber(right) },
  "*": { precedence: precedence.product, apply: (left, right) => toNumber(left) * toNumber(right) },
  "/": { precedence: precedence.product, apply: (left, right) => toNumber(left) / toNumber(right) },
  "%": { precedence: precedence.product, apply: (left, right) => toNumber(left) % toNumber(right) },
} satisfies Record<string, BinaryRow>;

export const unaryOperators = {
  "!": { apply: (operand) => !operand },
  "-": { apply: (operand) => -toNumber(operand) },
  "+": { apply: toNumber },
} satisfies Record<string, UnaryRow>;

export type BinaryOperator = keyof typeof binaryOperators;
export type UnaryOperator = keyof typeof unaryOperators;
export type LogicalOperator = "&&" | "||";

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
