// A filter as a JSON object → the same syntax tree that expressions become, or the reason why not.

import { RefusedFilter, toFilterError } from "../filter-error.ts";
import type { FilterNode } from "../filter-node.ts";
import type { LogicalOperator } from "../operators.ts";
import type { ParseResult } from "../parse-filter.ts";
import { refuseExcess } from "../refuse-excess.ts";
import { unknownOperatorHint } from "./form-hints.ts";
import {
  type FormOperatorName,
  formOperators,
  isFormOperator,
  isJoiningOperator,
  type JoiningOperator,
  joiningOperators,
} from "./form-operators.ts";
import { fieldKeys, listOperand, readOperand } from "./form-values.ts";
import { type JsonMember, type JsonNode, type Place, readJson, refuseAt } from "./read-json.ts";

type JsonObjectNode = JsonNode & { kind: "object" };

/** Where each node came from, for saying which one is too many. */
type Origins = Map<FilterNode, Place>;

/** Parses a form of any length; compileFilter holds the limit on characters. */
export function parseForm(source: string): ParseResult {
  try {
    return { ok: true, node: convertForm(readJson(source)) };
  } catch (error) {
    if (error instanceof RefusedFilter) {
      return { ok: false, error: toFilterError(source, error.refusal) };
    }
    throw error;
  }
}

function convertForm(root: JsonNode): FilterNode {
  if (root.kind !== "object") {
    const hint = 'Write an object, such as {"amount": {"$gt": 100}}';
    return refuseAt(root, { message: "A filter in JSON is an object", hint });
  }
  if (root.members.length === 0) return { kind: "literal", value: true };
  const origins: Origins = new Map();
  const node = convertObject(root, [], origins);
  refuseExcess(node, origins);
  return node;
}

/** The conditions of one object, about the value at `keys`, all of which must hold. */
function convertObject(
  object: JsonObjectNode,
  keys: readonly string[],
  origins: Origins,
): FilterNode {
  refuseMixture(object);
  const terms = object.members.map((member) => convertMember(member, keys, origins));
  return join("&&", terms, { place: object, origins });
}

function convertMember(member: JsonMember, keys: readonly string[], origins: Origins): FilterNode {
  const { key, value } = member;
  if (isJoiningOperator(key)) return convertJoining(key, member, { keys, origins });
  if (isFormOperator(key)) return convertOperator(key, member, { keys, origins });
  if (key.startsWith("$")) {
    const hint = unknownOperatorHint(key);
    return refuseAt(member, { message: `Unknown operator \`${key}\``, hint });
  }
  const path = [...keys, ...fieldKeys(member)];
  if (value.kind === "object") return convertNested(value, path, origins);
  const operator = value.kind === "list" ? formOperators.$in : formOperators.$eq;
  const operand = value.kind === "list" ? listOperand(value) : value.value;
  return originate(operator.toNode(path, operand), member, origins);
}

type At = { keys: readonly string[]; origins: Origins };

function convertOperator(name: FormOperatorName, member: JsonMember, { keys, origins }: At) {
  const operator = formOperators[name];
  if (keys.length === 0) {
    const hint = `For example: ${operator.example}`;
    refuseAt(member, { message: `\`${name}\` needs a field to compare`, hint });
  }
  return originate(operator.toNode(keys, readOperand(name, member)), member, origins);
}

function convertJoining(name: JoiningOperator, { value }: JsonMember, at: At): FilterNode {
  const { takes, example } = joiningOperators[name];
  const message = `\`${name}\` takes ${takes}`;
  const hint = `For example: ${example}`;
  if (name === "$not") {
    if (value.kind !== "object") {
      return refuseAt(value, { message, hint: `${hint}; for a value use \`$ne\`` });
    }
    const operand = convertNested(value, at.keys, at.origins);
    return originate({ kind: "unary", operator: "!", operand }, value, at.origins);
  }
  if (value.kind !== "list" || value.items.length === 0) return refuseAt(value, { message, hint });
  const terms = value.items.map((item) => {
    if (item.kind === "object") return convertNested(item, at.keys, at.origins);
    return refuseAt(item, { message: `\`${name}\` takes conditions as objects`, hint });
  });
  return join(name === "$and" ? "&&" : "||", terms, { place: value, origins: at.origins });
}

/** Only the whole filter may say nothing: it matches every event. */
function convertNested(object: JsonObjectNode, keys: readonly string[], origins: Origins) {
  if (object.members.length > 0) return convertObject(object, keys, origins);
  const hint = 'Name a condition, such as {"$exists": true}, or remove it';
  return refuseAt(object, { message: "An empty object says nothing", hint });
}

/** `{"amount": {"$gt": 1, "net": 2}}` compares the amount and looks into it at once. */
function refuseMixture({ members }: JsonObjectNode): void {
  const isField = ({ key }: JsonMember) => !key.startsWith("$");
  const comparison = members.find(({ key }) => isFormOperator(key));
  const field = members.find(isField);
  if (comparison === undefined || field === undefined) return;
  const later = comparison.start > field.start ? comparison : field;
  const hint = "Write two conditions, joined by `$and`";
  refuseAt(later, { message: "Operators and fields are mixed in one object", hint });
}

/** A chain of the same operator is one level, however it was grouped. */
function join(
  operator: LogicalOperator,
  parts: readonly FilterNode[],
  { place, origins }: { place: Place; origins: Origins },
): FilterNode {
  const [only] = parts;
  if (only !== undefined && parts.length === 1) return only;
  const terms = parts.flatMap((part) =>
    part.kind === "logical" && part.operator === operator ? part.terms : [part],
  );
  return originate({ kind: "logical", operator, terms }, place, origins);
}

function originate(node: FilterNode, place: Place, origins: Origins): FilterNode {
  origins.set(node, place);
  return node;
}
