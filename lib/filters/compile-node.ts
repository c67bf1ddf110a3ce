// Syntax tree → closures. Every filter of a tenant runs for every event of its type, so the common
// shapes (a short path, a comparison with a literal, a chain of two) have closures of their own.

import { compareWithLiteral } from "./compare-with-literal.ts";
import type { Evaluate } from "./evaluate.ts";
import type { FilterEnvelope } from "./filter-envelope.ts";
import { type FilterNode, isConstant } from "./filter-node.ts";
import { functions } from "./functions.ts";
import { methods } from "./methods.ts";
import { binaryOperators, type LogicalOperator, unaryOperators } from "./operators.ts";
import { fieldValue, fieldValueAt, isFieldName, ownValueAt } from "./own-value.ts";

const noEvent: FilterEnvelope = {
  type: "",
  source: "",
  subject: null,
  time: "",
  hop: 0,
  replay: false,
};

export function compileNode(node: FilterNode): Evaluate {
  const evaluate = compileByKind(node);
  if (!isConstant(node)) return evaluate;
  const value = evaluate(null, noEvent);
  return () => value;
}

function compileByKind(node: FilterNode): Evaluate {
  switch (node.kind) {
    case "literal":
      return () => node.value;
    case "array":
      return compileArray(node.items.map(compileNode));
    case "path":
      return compilePath(node.keys);
    case "event":
      return compileEvent(node);
    case "member":
      return compileMember(compileNode(node.object), node.keys);
    case "unary":
      return compileUnary(node);
    case "binary":
      return compileBinary(node);
    case "logical":
      return compileChain(node.operator, node.terms.map(compileNode));
    case "conditional":
      return compileConditional(node);
    case "call":
      return compileCall(node);
    case "method":
      return compileMethod(node);
  }
}

function compileArray(items: readonly Evaluate[]): Evaluate {
  return (data, event) => items.map((item) => item(data, event));
}

function compilePath(keys: readonly string[]): Evaluate {
  const [first, second] = keys;
  if (first === undefined) return (data) => data;
  if (!keys.every(isFieldName)) return (data) => ownValueAt(data, keys);
  if (second === undefined) return (data) => fieldValue(data, first);
  if (keys.length === 2) return (data) => fieldValue(fieldValue(data, first), second);
  return (data) => fieldValueAt(data, keys);
}

function compileEvent({ field, keys }: FilterNode & { kind: "event" }): Evaluate {
  if (keys.length === 0) return (_data, event) => event[field];
  return (_data, event) => ownValueAt(event[field], keys);
}

function compileMember(object: Evaluate, keys: readonly string[]): Evaluate {
  return (data, event) => ownValueAt(object(data, event), keys);
}

function compileUnary(node: FilterNode & { kind: "unary" }): Evaluate {
  const { apply } = unaryOperators[node.operator];
  const operand = compileNode(node.operand);
  return (data, event) => apply(operand(data, event));
}

function compileBinary(node: FilterNode & { kind: "binary" }): Evaluate {
  const left = compileNode(node.left);
  const quick = compareWithLiteral(node.operator, left, node.right);
  if (quick !== undefined) return quick;
  const { apply } = binaryOperators[node.operator];
  const right = compileNode(node.right);
  return (data, event) => apply(left(data, event), right(data, event));
}

function compileChain(operator: LogicalOperator, terms: readonly Evaluate[]): Evaluate {
  const [first, ...rest] = terms;
  if (first === undefined) throw new Error("A chain has at least two terms");
  return rest.reduce(operator === "&&" ? both : either, first);
}

function both(left: Evaluate, right: Evaluate): Evaluate {
  return (data, event) => left(data, event) && right(data, event);
}

function either(left: Evaluate, right: Evaluate): Evaluate {
  return (data, event) => left(data, event) || right(data, event);
}

function compileConditional(node: FilterNode & { kind: "conditional" }): Evaluate {
  const test = compileNode(node.test);
  const yes = compileNode(node.yes);
  const no = compileNode(node.no);
  return (data, event) => (test(data, event) ? yes(data, event) : no(data, event));
}

function compileCall({ name, value, options }: FilterNode & { kind: "call" }): Evaluate {
  const apply = functions[name].bind(options[0] ?? "");
  const subject = compileNode(value);
  return (data, event) => apply(subject(data, event));
}

function compileMethod(node: FilterNode & { kind: "method" }): Evaluate {
  const { call } = methods[node.name];
  const receiver = compileNode(node.receiver);
  const [first] = node.args;
  if (first === undefined) return (data, event) => call(receiver(data, event), undefined);
  const argument = compileNode(first);
  return (data, event) => call(receiver(data, event), argument(data, event));
}
