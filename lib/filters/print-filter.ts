// Prints a syntax tree as the text of a filter, with the fewest parentheses. Parsing the text gives
// the same tree.

import type { FilterNode } from "./filter-node.ts";
import { binaryOperators, precedence } from "./operators.ts";

export function printFilter(node: FilterNode): string {
  switch (node.kind) {
    case "literal":
      return Object.is(node.value, -0) ? "-0" : JSON.stringify(node.value);
    case "array":
      return `[${printAll(node.items)}]`;
    case "path":
      return `$${printKeys(node.keys)}`;
    case "event":
      return `event.${node.field}${printKeys(node.keys)}`;
    case "member":
      return `${printObject(node.object)}${printKeys(node.keys)}`;
    case "unary":
      return `${node.operator}${printOperand(node.operand)}`;
    case "binary":
      return printBinary(node);
    case "logical":
      return node.terms
        .map((term) => printTight(term, precedence[node.operator] + 1))
        .join(` ${node.operator} `);
    case "conditional":
      return `${printTight(node.test, precedence["||"])} ? ${printFilter(node.yes)} : ${printFilter(node.no)}`;
    case "call":
      return `${node.name}(${[printFilter(node.value), ...node.options.map((option) => JSON.stringify(option))].join(", ")})`;
    case "method":
      return `${printObject(node.receiver)}.${node.name}(${printAll(node.args)})`;
  }
}

function printAll(nodes: readonly FilterNode[]): string {
  return nodes.map(printFilter).join(", ");
}

function printTight(node: FilterNode, atLeast: number): string {
  return precedenceOf(node) < atLeast ? `(${printFilter(node)})` : printFilter(node);
}

function printBinary(node: FilterNode & { kind: "binary" }): string {
  const own = binaryOperators[node.operator].precedence;
  return `${printTight(node.left, own)} ${node.operator} ${printTight(node.right, own + 1)}`;
}

/** A sign after a sign would read as `--` or `++`, and a signed literal as another literal. */
function printOperand(operand: FilterNode): string {
  const text = printTight(operand, precedence.unary);
  return /^[-+]/.test(text) ? `(${text})` : text;
}

/** `5.length` is no number and no member: a number in front of a dot needs its parentheses. */
function printObject(object: FilterNode): string {
  const isNumber = object.kind === "literal" && typeof object.value === "number";
  return isNumber ? `(${printFilter(object)})` : printTight(object, precedence.primary);
}

function printKeys(keys: readonly string[]): string {
  return keys.map(printKey).join("");
}

function printKey(key: string): string {
  if (/^[A-Za-z_$][\w$]*$/.test(key)) return `.${key}`;
  return /^(?:0|[1-9]\d{0,14})$/.test(key) ? `[${key}]` : `[${JSON.stringify(key)}]`;
}

function precedenceOf(node: FilterNode): number {
  switch (node.kind) {
    case "conditional":
      return precedence.conditional;
    case "logical":
      return precedence[node.operator];
    case "binary":
      return binaryOperators[node.operator].precedence;
    case "unary":
      return precedence.unary;
    case "literal":
      return isNegative(node.value) ? precedence.unary : precedence.primary;
    default:
      return precedence.primary;
  }
}

function isNegative(value: unknown): boolean {
  return typeof value === "number" && (value < 0 || Object.is(value, -0));
}
