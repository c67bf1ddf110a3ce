// Converts what reads values: `$`, `event`, members and calls.

import type { CallExpression, Expression, Identifier, MemberExpression, Super } from "acorn";
import { refuse, refuseSyntax, type Scope, textOf, unwrap } from "./convert-scope.ts";
import { isEnvelopeField } from "./filter-envelope.ts";
import type { FilterNode } from "./filter-node.ts";
import { type FunctionName, functions, isFunctionName } from "./functions.ts";
import { eventHint, fieldHint, functionHint, methodHint, nameHint } from "./hints.ts";
import { isMethodName, methods } from "./methods.ts";

const plainName = "Write the name itself, without escapes";

export function convertIdentifier(node: Identifier, scope: Scope): FilterNode {
  checkEscapes(node, scope);
  if (node.name === "$") return { kind: "path", keys: [] };
  if (node.name === "event") refuse(node, "`event` alone is no value", eventHint);
  return refuse(node, `Unknown name \`${node.name}\``, nameHint(node.name));
}

export function convertMember(node: MemberExpression, scope: Scope): FilterNode {
  const { root, members } = unwind(node);
  const keys = members.map((member) => keyOf(member, scope));
  if (root.type === "Super") return refuseSyntax(root);
  if (root.type !== "Identifier") return { kind: "member", object: scope.convert(root), keys };
  if (root.name !== "event") {
    convertIdentifier(root, scope);
    return { kind: "path", keys };
  }
  checkEscapes(root, scope);
  const [field = "", ...rest] = keys;
  if (isEnvelopeField(field)) return { kind: "event", field, keys: rest };
  return refuse(members[0] ?? node, `The envelope has no \`${field}\``, fieldHint(field));
}

/** `a.b.c` is nested from the right; gives its root and its members from the left. */
function unwind(node: MemberExpression) {
  const members: MemberExpression[] = [];
  let root: Expression | Super = node;
  while (root.type === "MemberExpression") {
    members.unshift(root);
    root = unwrap(root.object);
  }
  return { root, members };
}

function keyOf(member: MemberExpression, scope: Scope): string {
  const { property } = member;
  if (property.type === "PrivateIdentifier") return refuseSyntax(property);
  if (!member.computed) return nameOf(property, scope);
  const key = unwrap(property);
  if (key.type === "Literal" && typeof key.value === "string") return key.value;
  if (key.type === "Literal" && Number.isSafeInteger(key.value)) return String(key.value);
  const hint = 'Write the key itself: $.a, $["a-b"] or $[0]';
  return refuse(property, "A key in brackets must be a string or a whole number", hint);
}

function nameOf(property: Expression, scope: Scope): string {
  if (property.type !== "Identifier") return refuseSyntax(property);
  checkEscapes(property, scope);
  return property.name;
}

function checkEscapes(node: Identifier, scope: Scope): void {
  if (textOf(node, scope) !== node.name) refuse(node, "Names hold no escapes", plainName);
}

export function convertCall(node: CallExpression, scope: Scope): FilterNode {
  if (node.optional) refuse(node, "`?.(` calls are refused", "Remove `?.` before the parenthesis");
  const callee = unwrap(node.callee);
  if (callee.type === "Identifier") return convertFunction(node, callee, scope);
  if (callee.type === "MemberExpression") return convertMethod(node, callee, scope);
  return refuse(node, "Only functions and methods by name can be called", functionHint(""));
}

function convertFunction(node: CallExpression, callee: Identifier, scope: Scope): FilterNode {
  const { name } = callee;
  checkEscapes(callee, scope);
  if (!isFunctionName(name)) {
    return refuse(callee, `Unknown function \`${name}\``, functionHint(name));
  }
  const { options: count, example } = functions[name];
  const [subject, ...rest] = argumentsOf(node, count + 1, name, example);
  if (subject === undefined) return refuse(node, `\`${name}\` needs a value`, example);
  const options = rest.map((argument) => optionOf(argument, name, scope));
  return { kind: "call", name, value: scope.convert(subject), options };
}

function optionOf(node: Expression, name: FunctionName, scope: Scope): string {
  const option = unwrap(node);
  if (option.type !== "Literal" || typeof option.value !== "string") {
    const hint = `Write it as a string: ${functions[name].example}`;
    return refuse(node, `The second argument of \`${name}\` must be a literal string`, hint);
  }
  scope.countPattern(node);
  const problem = functions[name].check(option.value);
  return problem === undefined ? option.value : refuse(node, problem.message, problem.hint);
}

function convertMethod(node: CallExpression, callee: MemberExpression, scope: Scope): FilterNode {
  if (callee.computed) refuse(callee.property, "Call methods with a dot", methodHint(""));
  const name = keyOf(callee, scope);
  if (!isMethodName(name)) {
    return refuse(callee.property, `Unknown method \`${name}\``, methodHint(name));
  }
  const { arity } = methods[name];
  const args = argumentsOf(node, arity, name, `$.name.${name}(${arity === 1 ? "'text'" : ""})`);
  const receiver = unwrap(callee.object);
  if (receiver.type === "Super") return refuseSyntax(receiver);
  return { kind: "method", name, receiver: scope.convert(receiver), args: args.map(scope.convert) };
}

function argumentsOf(node: CallExpression, count: number, name: string, example: string) {
  const args: Expression[] = [];
  for (const argument of node.arguments) {
    if (argument.type === "SpreadElement") return refuseSyntax(argument);
    args.push(argument);
  }
  if (args.length === count) return args;
  const needs = count === 0 ? "no argument" : count === 1 ? "one argument" : "two arguments";
  return refuse(node, `\`${name}\` takes ${needs}`, `For example: ${example}`);
}
