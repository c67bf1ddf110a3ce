// Which paths of the payload must lead to a value for an expression to be truthy at all.

import type { FilterNode } from "../filter-node.ts";

type Path = FilterNode & { kind: "path" };

export function isPlainPath(node: FilterNode): node is Path {
  return node.kind === "path";
}

/** Without any one of these the node is falsy, whatever the rest of the event says. */
export function requiredPaths(node: FilterNode): readonly Path[] {
  switch (node.kind) {
    case "binary":
      return requiredByBinary(node);
    case "call":
      return node.name === "exists" && !isPlainPath(node.value) ? [] : unknownWithout(node.value);
    case "method":
      return requiredByMethod(node);
    default:
      return unknownWithout(node);
  }
}

function requiredByBinary(node: FilterNode & { kind: "binary" }): readonly Path[] {
  const { operator, left, right } = node;
  switch (operator) {
    case "<":
    case ">":
    case "<=":
    case ">=":
      return [...unknownWithout(left), ...unknownWithout(right)];
    case "==":
    case "===":
      if (isSomething(right)) return unknownWithout(left);
      return isSomething(left) ? unknownWithout(right) : [];
    case "in":
      return unknownWithout(right);
    default:
      return unknownWithout(node);
  }
}

/** A list asks for its argument, every other method for what it is called on. */
function requiredByMethod(node: FilterNode & { kind: "method" }): readonly Path[] {
  const [argument] = node.args;
  const { receiver } = node;
  if (receiver.kind !== "array") return unknownWithout(receiver);
  const isList = receiver.items.every((item) => item.kind === "literal");
  return isList && argument !== undefined && isPlainPath(argument) ? [argument] : [];
}

/** Neither undefined nor NaN equals it, and it is no object that either could be compared with. */
function isSomething(node: FilterNode): boolean {
  return node.kind === "literal" && node.value !== null;
}

/** Paths without which the value is undefined or NaN; both stay so through members, signs and arithmetic. */
function unknownWithout(node: FilterNode): readonly Path[] {
  switch (node.kind) {
    case "path":
      return [node];
    case "member":
      return unknownWithout(node.object);
    case "method":
      return unknownWithout(node.receiver);
    case "unary":
      return node.operator === "!" ? [] : unknownWithout(node.operand);
    case "binary":
      return isArithmetic(node.operator)
        ? [...unknownWithout(node.left), ...unknownWithout(node.right)]
        : [];
    default:
      return [];
  }
}

/** `+` is missing: with a text it joins whatever it gets. */
function isArithmetic(operator: string): boolean {
  return operator === "-" || operator === "*" || operator === "/" || operator === "%";
}
