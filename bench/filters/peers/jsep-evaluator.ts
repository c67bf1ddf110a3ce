// The small evaluator that jsep leaves to its user: enough of JavaScript for the measured filters.

import type jsep from "jsep";

type Scope = Readonly<Record<string, unknown>>;

export function evaluate(node: jsep.Expression, scope: Scope): unknown {
  switch (node.type) {
    case "Literal":
      return node["value"];
    case "Identifier":
      return scope[String(node["name"])];
    case "MemberExpression":
      return memberOf(node, scope).value;
    case "CallExpression":
      return callOf(node, scope);
    case "UnaryExpression":
      return !evaluate(childOf(node, "argument"), scope);
    default:
      return binaryOf(node, scope);
  }
}

function childOf(node: jsep.Expression, name: string): jsep.Expression {
  return node[name] as jsep.Expression; // jsep types its nodes by an index signature
}

function memberOf(node: jsep.Expression, scope: Scope): { object: unknown; value: unknown } {
  const object = evaluate(childOf(node, "object"), scope);
  const key = String(childOf(node, "property")["name"]);
  const value =
    object === null || object === undefined ? undefined : Reflect.get(Object(object), key);
  return { object, value };
}

function callOf(node: jsep.Expression, scope: Scope): unknown {
  const { object, value } = memberOf(childOf(node, "callee"), scope);
  const args = (node["arguments"] as jsep.Expression[]).map((arg) => evaluate(arg, scope));
  return typeof value === "function" ? value.apply(object, args) : undefined;
}

type Operator = (left: unknown, right: () => unknown) => unknown;

const operators: Record<string, Operator> = {
  "&&": (left, right) => left && right(),
  "||": (left, right) => left || right(),
  // biome-ignore lint/suspicious/noDoubleEquals: this is the `==` of the filter
  "==": (left, right) => left == right(),
  // biome-ignore lint/suspicious/noDoubleEquals: this is the `!=` of the filter
  "!=": (left, right) => left != right(),
  "<": (left, right) => Number(left) < Number(right()),
  ">": (left, right) => Number(left) > Number(right()),
  ">=": (left, right) => Number(left) >= Number(right()),
  "*": (left, right) => Number(left) * Number(right()),
};

function binaryOf(node: jsep.Expression, scope: Scope): unknown {
  const apply = operators[String(node["operator"])];
  if (apply === undefined) throw new Error(`The evaluator has no ${node.type} ${node["operator"]}`);
  const right = () => evaluate(childOf(node, "right"), scope);
  return apply(evaluate(childOf(node, "left"), scope), right);
}
