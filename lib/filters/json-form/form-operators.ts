// The tables of the JSON form's operators: what stands behind each, and for those that compare the expression they
// become, and back. Parser, printer, hints and docs read them.

import type { FilterNode, LiteralNode } from "../filter-node.ts";
import type { MethodName } from "../methods.ts";
import type { BinaryOperator } from "../operators.ts";
import type { JsonScalar } from "./read-json.ts";

export type OperandKind = "value" | "ordered" | "text" | "list" | "flag";
export type Operand = JsonScalar | readonly JsonScalar[];

type Condition = { keys: readonly string[]; operand: Operand };

export type FormOperator = {
  operand: OperandKind;
  example: string;
  /** `operand` is of the kind that the row asks for. */
  toNode(keys: readonly string[], operand: Operand): FilterNode;
  /** The inverse of toNode; undefined for a node that no operand of this row becomes. */
  fromNode(node: FilterNode): Condition | undefined;
};

/** What may stand behind an operator, and how a person is told. */
export const operandKinds: Record<
  OperandKind,
  { name: string; accepts(operand: Operand): boolean }
> = {
  value: {
    name: "a text, a number, true, false or null",
    accepts: (operand) => !Array.isArray(operand),
  },
  ordered: {
    name: "a number or a text",
    accepts: (operand) => typeof operand === "number" || typeof operand === "string",
  },
  text: { name: "a text", accepts: (operand) => typeof operand === "string" },
  list: { name: "a list of values", accepts: Array.isArray },
  flag: { name: "true or false", accepts: (operand) => typeof operand === "boolean" },
};

export const formOperators = {
  $eq: comparison("===", "value", '{"status": {"$eq": "paid"}}'),
  $ne: comparison("!==", "value", '{"status": {"$ne": "paid"}}'),
  $gt: comparison(">", "ordered", '{"amount": {"$gt": 100}}'),
  $gte: comparison(">=", "ordered", '{"amount": {"$gte": 100}}'),
  $lt: comparison("<", "ordered", '{"amount": {"$lt": 100}}'),
  $lte: comparison("<=", "ordered", '{"amount": {"$lte": 100}}'),
  $in: membership('{"status": {"$in": ["paid", "settled"]}}'),
  $nin: negated(membership('{"status": {"$nin": ["draft", "void"]}}')),
  $startsWith: method("startsWith", "text", '{"sku": {"$startsWith": "A-"}}'),
  $endsWith: method("endsWith", "text", '{"email": {"$endsWith": "@example.com"}}'),
  $contains: method("includes", "value", '{"tags": {"$contains": "vip"}}'),
  $exists: existence('{"refund": {"$exists": false}}'),
} satisfies Record<string, FormOperator>;

export type FormOperatorName = keyof typeof formOperators;

/** What joins or turns conditions instead of comparing a value. */
export const joiningOperators = {
  $and: {
    takes: "a list of one or more conditions",
    example: '{"$and": [{"amount": {"$gt": 100}}, {"status": "paid"}]}',
  },
  $or: {
    takes: "a list of one or more conditions",
    example: '{"$or": [{"amount": {"$gt": 100}}, {"status": "paid"}]}',
  },
  $not: {
    takes: "a condition as an object",
    example: '{"status": {"$not": {"$startsWith": "v"}}}',
  },
} satisfies Record<string, { takes: string; example: string }>;

export type JoiningOperator = keyof typeof joiningOperators;

export function isFormOperator(name: string): name is FormOperatorName {
  return Object.hasOwn(formOperators, name);
}

export function isJoiningOperator(name: string): name is JoiningOperator {
  return Object.hasOwn(joiningOperators, name);
}

function comparison(operator: BinaryOperator, operand: OperandKind, example: string): FormOperator {
  return {
    operand,
    example,
    toNode: (keys, value) => ({
      kind: "binary",
      operator,
      left: path(keys),
      right: literalOf(value),
    }),
    fromNode: (node) => {
      if (node.kind !== "binary" || node.operator !== operator) return undefined;
      return node.right.kind === "literal" ? condition(node.left, node.right.value) : undefined;
    },
  };
}

function method(name: MethodName, operand: OperandKind, example: string): FormOperator {
  return {
    operand,
    example,
    toNode: (keys, value) => ({
      kind: "method",
      name,
      receiver: path(keys),
      args: [literalOf(value)],
    }),
    fromNode: (node) => {
      if (node.kind !== "method" || node.name !== name) return undefined;
      const [argument] = node.args;
      return argument?.kind === "literal" ? condition(node.receiver, argument.value) : undefined;
    },
  };
}

/** `["paid", "settled"].includes($.status)` */
function membership(example: string): FormOperator {
  return {
    operand: "list",
    example,
    toNode: (keys, values) => ({
      kind: "method",
      name: "includes",
      receiver: { kind: "array", items: listOf(values).map(literalOf) },
      args: [path(keys)],
    }),
    fromNode: (node) => {
      if (node.kind !== "method" || node.name !== "includes") return undefined;
      const { receiver, args } = node;
      if (receiver.kind !== "array" || !receiver.items.every(isLiteral)) return undefined;
      const values = receiver.items.map(({ value }) => value);
      return args[0] === undefined ? undefined : condition(args[0], values);
    },
  };
}

function negated(operator: FormOperator): FormOperator {
  return {
    ...operator,
    toNode: (keys, operand) => not(operator.toNode(keys, operand)),
    fromNode: (node) => (isNot(node) ? operator.fromNode(node.operand) : undefined),
  };
}

function existence(example: string): FormOperator {
  const exists = (keys: readonly string[]): FilterNode => ({
    kind: "call",
    name: "exists",
    value: path(keys),
    options: [],
  });
  return {
    operand: "flag",
    example,
    toNode: (keys, wanted) => (wanted === true ? exists(keys) : not(exists(keys))),
    fromNode: (node) => {
      const call = isNot(node) ? node.operand : node;
      if (call.kind !== "call" || call.name !== "exists") return undefined;
      return condition(call.value, call === node);
    },
  };
}

function path(keys: readonly string[]): FilterNode {
  return { kind: "path", keys };
}

function condition(node: FilterNode, operand: Operand): Condition | undefined {
  return node.kind === "path" ? { keys: node.keys, operand } : undefined;
}

function not(operand: FilterNode): FilterNode {
  return { kind: "unary", operator: "!", operand };
}

function isNot(node: FilterNode): node is FilterNode & { kind: "unary" } {
  return node.kind === "unary" && node.operator === "!";
}

function isLiteral(node: FilterNode): node is LiteralNode {
  return node.kind === "literal";
}

function literalOf(operand: Operand): LiteralNode {
  if (isScalar(operand)) return { kind: "literal", value: operand };
  throw new Error("A list stands where one value was checked to stand");
}

function listOf(operand: Operand): readonly JsonScalar[] {
  return isScalar(operand) ? [operand] : operand;
}

function isScalar(operand: Operand): operand is JsonScalar {
  return !Array.isArray(operand);
}
