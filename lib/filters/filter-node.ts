// The syntax tree of a filter: what expressions and JSON filters both become, and that
// printer, compiler, index and explain read.

import type { FilterEnvelope } from "./filter-envelope.ts";
import type { FunctionName } from "./functions.ts";
import type { MethodName } from "./methods.ts";
import type { BinaryOperator, LogicalOperator, UnaryOperator } from "./operators.ts";

export type LiteralNode = { kind: "literal"; value: string | number | boolean | null };

export type FilterNode =
  | LiteralNode
  | { kind: "array"; items: readonly FilterNode[] }
  /** A value of the payload: `$.a[0]` has the keys `a` and `0`. */
  | { kind: "path"; keys: readonly string[] }
  /** A value of the envelope: `event.type` has the field `type` and no keys. */
  | { kind: "event"; field: keyof FilterEnvelope; keys: readonly string[] }
  /** The same reads on a computed value: `$.name.trim().length`. */
  | { kind: "member"; object: FilterNode; keys: readonly string[] }
  | { kind: "unary"; operator: UnaryOperator; operand: FilterNode }
  | { kind: "binary"; operator: BinaryOperator; left: FilterNode; right: FilterNode }
  /** Two or more terms, none of them a `logical` of the same operator. */
  | { kind: "logical"; operator: LogicalOperator; terms: readonly FilterNode[] }
  | { kind: "conditional"; test: FilterNode; yes: FilterNode; no: FilterNode }
  | { kind: "call"; name: FunctionName; value: FilterNode; options: readonly string[] }
  | { kind: "method"; name: MethodName; receiver: FilterNode; args: readonly FilterNode[] };

/** True of what reads nothing of the event: it has one value for ever. */
export function isConstant(node: FilterNode): boolean {
  return node.kind !== "path" && node.kind !== "event" && childrenOf(node).every(isConstant);
}

/** In the order in which they are written. */
export function childrenOf(node: FilterNode): readonly FilterNode[] {
  switch (node.kind) {
    case "array":
      return node.items;
    case "member":
      return [node.object];
    case "unary":
      return [node.operand];
    case "binary":
      return [node.left, node.right];
    case "logical":
      return node.terms;
    case "conditional":
      return [node.test, node.yes, node.no];
    case "call":
      return [node.value];
    case "method":
      return [node.receiver, ...node.args];
    default:
      return [];
  }
}
