// The allow-list: turns acorn's tree into the filter's own, and refuses all that is not listed.

import type {
  ArrayExpression,
  BinaryExpression,
  ConditionalExpression,
  Expression,
  Literal,
  LogicalExpression,
  Node,
  UnaryExpression,
} from "acorn";
import { convertCall, convertIdentifier, convertMember } from "./convert-member.ts";
import { refuse, refuseSyntax, type Scope, textOf, unwrap } from "./convert-scope.ts";
import { RefusedFilter } from "./filter-error.ts";
import type { FilterNode } from "./filter-node.ts";
import { operatorHint } from "./hints.ts";
import { maxPatterns } from "./limits.ts";
import {
  isBinaryOperator,
  isUnaryOperator,
  type LogicalOperator,
  type UnaryOperator,
} from "./operators.ts";
import { refuseExcess } from "./refuse-excess.ts";
import { skipBlanks } from "./syntax-error.ts";

const tooManyPatterns = `More than ${maxPatterns} patterns`;
const joinPatterns = 'Join alternatives in one pattern: matches($.email, "@a[.]com$|@b[.]com$")';

export function convertExpression(expression: Expression, source: string): FilterNode {
  const origins = new Map<FilterNode, Node>();
  let patterns = 0;
  const scope: Scope = {
    source,
    convert: (child) => {
      const inner = unwrap(child);
      const node = convertNode(inner, scope);
      origins.set(node, inner);
      return node;
    },
    countPattern: (node) => {
      patterns += 1;
      if (patterns > maxPatterns) refuse(node, tooManyPatterns, joinPatterns);
    },
  };
  const root = scope.convert(expression);
  refuseExcess(root, origins);
  return root;
}

function convertNode(node: Expression, scope: Scope): FilterNode {
  switch (node.type) {
    case "Literal":
      return convertLiteral(node, scope);
    case "Identifier":
      return convertIdentifier(node, scope);
    case "MemberExpression":
      return convertMember(node, scope);
    case "CallExpression":
      return convertCall(node, scope);
    case "ArrayExpression":
      return convertArray(node, scope);
    case "UnaryExpression":
      return convertUnary(node, scope);
    case "BinaryExpression":
      return convertBinary(node, scope);
    case "LogicalExpression":
      return convertLogical(node, scope);
    case "ConditionalExpression":
      return convertConditional(node, scope);
    case "AssignmentExpression":
      return refuseOperator(node.operator, node.left.end, scope);
    default:
      return refuseSyntax(node);
  }
}

function convertLiteral(node: Literal, scope: Scope): FilterNode {
  const { value } = node;
  if (node.regex) {
    return refuse(node, "A filter holds no regex literals", 'Use matches($.email, "^a.*z$")');
  }
  if (node.bigint)
    return refuse(node, "JSON has no BigInt", `Write \`${node.bigint}\` without \`n\``);
  if (typeof value === "number" && !Number.isFinite(value)) {
    return refuse(
      node,
      `The number ${textOf(node, scope)} is too large`,
      "The largest number is about 1.8e308",
    );
  }
  const isPlain =
    typeof value === "string" || typeof value === "number" || typeof value === "boolean";
  if (isPlain || value === null) return { kind: "literal", value };
  return refuseSyntax(node);
}

function convertArray(node: ArrayExpression, scope: Scope): FilterNode {
  const items = node.elements.map((element) => {
    if (element === null) return refuse(node, "The array has a gap", "Remove the extra comma");
    return element.type === "SpreadElement" ? refuseSyntax(element) : scope.convert(element);
  });
  return { kind: "array", items };
}

function convertUnary(node: UnaryExpression, scope: Scope): FilterNode {
  const { operator } = node;
  if (!isUnaryOperator(operator)) {
    return refuseOperator(operator, node.start, scope);
  }
  const inner = unwrap(node.argument);
  const isNegative =
    operator === "-" && inner.type === "Literal" && typeof inner.value === "number";
  const operand = isNegative ? convertLiteral(inner, scope) : scope.convert(inner);
  return negate(operator, operand) ?? { kind: "unary", operator, operand };
}

/** `-5` is one literal, so that comparing with it is as quick as with 5. */
function negate(operator: UnaryOperator, operand: FilterNode): FilterNode | undefined {
  if (operator !== "-" || operand.kind !== "literal") return undefined;
  const { value } = operand;
  return typeof value === "number" ? { kind: "literal", value: -value } : undefined;
}

function convertBinary(node: BinaryExpression, scope: Scope): FilterNode {
  const { left, operator, right } = node;
  if (left.type === "PrivateIdentifier") return refuseSyntax(left);
  if (!isBinaryOperator(operator)) return refuseOperator(operator, left.end, scope);
  const list = unwrap(right);
  if (operator === "in" && list.type === "ArrayExpression") {
    const hint = `Did you mean \`${textOf(list, scope)}.includes(${textOf(left, scope)})\`?`;
    refuse(list, "`in` asks for keys, not for members of a list", hint);
  }
  return { kind: "binary", operator, left: scope.convert(left), right: scope.convert(right) };
}

function convertLogical(node: LogicalExpression, scope: Scope): FilterNode {
  const { operator } = node;
  if (operator === "??") return refuseOperator(operator, node.left.end, scope);
  const terms = termsOf(node, operator).map(scope.convert);
  return { kind: "logical", operator, terms };
}

/** Grouping does not matter to a chain of `&&`, nor of `||`: value and short-circuit are the same. */
function termsOf(node: Expression, operator: LogicalOperator | "??"): readonly Expression[] {
  const inner = unwrap(node);
  if (inner.type !== "LogicalExpression" || inner.operator !== operator) return [inner];
  return [...termsOf(inner.left, operator), ...termsOf(inner.right, operator)];
}

function convertConditional(node: ConditionalExpression, scope: Scope): FilterNode {
  const test = scope.convert(node.test);
  const yes = scope.convert(node.consequent);
  return { kind: "conditional", test, yes, no: scope.convert(node.alternate) };
}

/** `from` is where what stands before the operator ends. */
function refuseOperator(operator: string, from: number, scope: Scope): never {
  const start = skipBlanks(scope.source, from);
  const message = `The operator \`${operator}\` is not part of a filter`;
  const hint = operatorHint(operator);
  throw new RefusedFilter({ message, start, end: start + operator.length, hint });
}
