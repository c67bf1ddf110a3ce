// Computes a filter and keeps what each sub-expression gave: for explaining. What decides about deliveries is
// compile-node.ts; a property test holds the two together.

import type { FilterEnvelope } from "./filter-envelope.ts";
import type { FilterNode } from "./filter-node.ts";
import { functions } from "./functions.ts";
import { methods } from "./methods.ts";
import { binaryOperators, unaryOperators } from "./operators.ts";
import { ownValueAt } from "./own-value.ts";

/** The value of every node that was evaluated; one that a short circuit left out is not there. */
export type NodeValues = ReadonlyMap<FilterNode, unknown>;

export function evaluateNodes(root: FilterNode, data: unknown, event: FilterEnvelope): NodeValues {
  const values = new Map<FilterNode, unknown>();
  const evaluate = (node: FilterNode): unknown => {
    const value = compute(node, { data, event, evaluate });
    values.set(node, value);
    return value;
  };
  evaluate(root);
  return values;
}

type Scope = { data: unknown; event: FilterEnvelope; evaluate(node: FilterNode): unknown };

function compute(node: FilterNode, { data, event, evaluate }: Scope): unknown {
  switch (node.kind) {
    case "literal":
      return node.value;
    case "array":
      return node.items.map(evaluate);
    case "path":
      return ownValueAt(data, node.keys);
    case "event":
      return ownValueAt(event[node.field], node.keys);
    case "member":
      return ownValueAt(evaluate(node.object), node.keys);
    case "unary":
      return unaryOperators[node.operator].apply(evaluate(node.operand));
    case "binary":
      return binaryOperators[node.operator].apply(evaluate(node.left), evaluate(node.right));
    case "logical":
      return chainValue(node, evaluate);
    case "conditional":
      return evaluate(evaluate(node.test) ? node.yes : node.no);
    case "call":
      return functions[node.name].bind(node.options[0] ?? "")(evaluate(node.value));
    case "method":
      return methodValue(node, evaluate);
  }
}

function chainValue(
  { operator, terms }: FilterNode & { kind: "logical" },
  evaluate: Scope["evaluate"],
): unknown {
  let value: unknown;
  for (const term of terms) {
    value = evaluate(term);
    if (Boolean(value) === (operator === "||")) return value;
  }
  return value;
}

function methodValue(
  { name, receiver, args }: FilterNode & { kind: "method" },
  evaluate: Scope["evaluate"],
): unknown {
  const object = evaluate(receiver);
  const [argument] = args;
  return methods[name].call(object, argument && evaluate(argument));
}
