// Prints a syntax tree as a JSON filter, where that says the same: only what parses back to the same tree is printed.

import type { FilterNode } from "../filter-node.ts";
import { maxLength } from "../limits.ts";
import { printFilter } from "../print-filter.ts";
import { type FormOperatorName, formOperators } from "./form-operators.ts";
import { isPrintableKey } from "./form-values.ts";
import type { JsonObject } from "./json-object.ts";
import { parseForm } from "./parse-form.ts";

/** Undefined for a filter that only an expression can say: `==`, arithmetic, the envelope, and so on. */
export function printForm(node: FilterNode): JsonObject | undefined {
  const form = isTrue(node) ? {} : formOf(node);
  if (form === undefined) return undefined;
  const text = JSON.stringify(form);
  const parsed = text.length > maxLength ? undefined : parseForm(text);
  return parsed?.ok && printFilter(parsed.node) === printFilter(node) ? form : undefined;
}

function isTrue(node: FilterNode): boolean {
  return node.kind === "literal" && node.value === true;
}

function formOf(node: FilterNode): JsonObject | undefined {
  const condition = conditionOf(node);
  if (condition !== undefined) return condition;
  if (node.kind === "unary" && node.operator === "!") {
    const operand = formOf(node.operand);
    return operand && { $not: operand };
  }
  if (node.kind !== "logical") return undefined;
  const terms = formsOf(node.terms);
  if (terms === undefined) return undefined;
  return node.operator === "||" ? { $or: terms } : conjunctionOf(terms);
}

function formsOf(nodes: readonly FilterNode[]): JsonObject[] | undefined {
  const forms = nodes.map(formOf);
  return forms.every((form) => form !== undefined) ? forms : undefined;
}

/** One comparison of one path, in the shortest way. */
function conditionOf(node: FilterNode): JsonObject | undefined {
  for (const [name, { fromNode }] of Object.entries(formOperators)) {
    const condition = fromNode(node);
    if (condition === undefined) continue;
    const { keys, operand } = condition;
    if (keys.length === 0 || !keys.every(isPrintableKey)) return undefined;
    const isPlain = isImplied(name);
    return { [keys.join(".")]: isPlain ? operand : { [name]: operand } };
  }
  return undefined;
}

function isImplied(name: string): boolean {
  const implied: readonly FormOperatorName[] = ["$eq", "$in"];
  return implied.some((operator) => operator === name);
}

/** One object where no key would stand twice or move, otherwise a list. */
function conjunctionOf(terms: readonly JsonObject[]): JsonObject {
  const merged: JsonObject = {};
  let last: string | undefined;
  for (const [key, value] of terms.flatMap((term) => Object.entries(term))) {
    const joined = last === key ? mergedOperators(key, merged[key], value) : value;
    const isTaken = last !== key && Object.hasOwn(merged, key);
    if (joined === undefined || isTaken || /^\d+$/.test(key)) return { $and: terms };
    merged[key] = joined;
    last = key;
  }
  return merged;
}

/** Different operators on one path: `{"$gte": 1, "$lt": 5}`. */
function mergedOperators(key: string, a: unknown, b: unknown): JsonObject | undefined {
  if (key.startsWith("$") || !isObject(a) || !isObject(b)) return undefined;
  return Object.keys(b).some((name) => Object.hasOwn(a, name)) ? undefined : { ...a, ...b };
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
