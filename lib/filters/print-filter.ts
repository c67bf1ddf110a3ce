// Prints a syntax tree as the text of a filter, with the fewest parentheses. Parsing the text gives
// the same tree.

import type { FilterNode } from "./filter-node.ts";
import { binaryOperators, logicalOperators, precedence } from "./operators.ts";

/** A node as text, with the nodes inside it where they stand. */
export type PrintedNode = { node: FilterNode; parts: readonly (string | PrintedNode)[] };

export function printFilter(node: FilterNode): string {
  return textOf(layOut(node));
}

export function textOf({ parts }: PrintedNode): string {
  return parts.map((part) => (typeof part === "string" ? part : textOf(part))).join("");
}

export function layOut(node: FilterNode): PrintedNode {
  return { node, parts: partsOf(node) };
}

type Parts = readonly (string | PrintedNode)[];

function partsOf(node: FilterNode): Parts {
  switch (node.kind) {
    case "literal":
      return [Object.is(node.value, -0) ? "-0" : JSON.stringify(node.value)];
    case "array":
      return ["[", ...list(node.items), "]"];
    case "path":
      return [`$${printKeys(node.keys)}`];
    case "event":
      return [`event.${node.field}${printKeys(node.keys)}`];
    case "member":
      return [...receiver(node.object), printKeys(node.keys)];
    case "unary":
      return [node.operator, ...operand(node.operand)];
    case "binary":
      return binary(node);
    case "logical":
      return separated(
        node.terms.map((term) => tight(term, logicalOperators[node.operator].precedence + 1)),
        ` ${node.operator} `,
      );
    case "conditional":
      return [
        ...tight(node.test, precedence["||"]),
        " ? ",
        layOut(node.yes),
        " : ",
        layOut(node.no),
      ];
    case "call":
      return [`${node.name}(`, layOut(node.value), ...node.options.map(printOption), ")"];
    case "method":
      return [...receiver(node.receiver), `.${node.name}(`, ...list(node.args), ")"];
  }
}

function list(nodes: readonly FilterNode[]): Parts {
  return separated(
    nodes.map((node) => [layOut(node)]),
    ", ",
  );
}

function separated(all: readonly Parts[], separator: string): Parts {
  return all.flatMap((parts, index) => (index === 0 ? parts : [separator, ...parts]));
}

function tight(node: FilterNode, atLeast: number): Parts {
  return precedenceOf(node) < atLeast ? ["(", layOut(node), ")"] : [layOut(node)];
}

function binary(node: FilterNode & { kind: "binary" }): Parts {
  const own = binaryOperators[node.operator].precedence;
  return [...tight(node.left, own), ` ${node.operator} `, ...tight(node.right, own + 1)];
}

/** A sign after a sign would read as `--` or `++`, and a signed literal as another literal. */
function operand(node: FilterNode): Parts {
  const isSigned = /^[-+]/.test(printFilter(node));
  return isSigned ? ["(", layOut(node), ")"] : tight(node, precedence.unary);
}

/** `5.length` is no number and no member: a number in front of a dot needs its parentheses. */
function receiver(node: FilterNode): Parts {
  const isNumber = node.kind === "literal" && typeof node.value === "number";
  return isNumber ? ["(", layOut(node), ")"] : tight(node, precedence.primary);
}

function printOption(option: string): string {
  return `, ${JSON.stringify(option)}`;
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
      return logicalOperators[node.operator].precedence;
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
