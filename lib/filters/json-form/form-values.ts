// The plain parts of a JSON filter: the path that a key names, and what stands behind an operator.

import {
  type FormOperatorName,
  formOperators,
  type Operand,
  operandKinds,
} from "./form-operators.ts";
import { type JsonMember, type JsonNode, type JsonScalar, refuseAt } from "./read-json.ts";

/** `a.b.0` is the path `$.a.b[0]`. */
export function fieldKeys(member: JsonMember): string[] {
  const keys = member.key.split(".");
  if (keys.includes("")) {
    const hint = `A key with a dot or without a letter needs an expression: $["a.b"]`;
    refuseAt(member, { message: "A part of the path is empty", hint });
  }
  const wrong = keys.find((key) => !isPrintableKey(key));
  if (wrong?.startsWith("$")) {
    const hint = 'Operators stand in an object of their own: {"amount": {"$gt": 100}}';
    refuseAt(member, { message: `\`${wrong}\` cannot be part of a path`, hint });
  }
  if (wrong !== undefined) {
    const hint = `JSON readers treat it differently; write an expression: $.${wrong}`;
    refuseAt(member, { message: `A path in JSON holds no \`${wrong}\``, hint });
  }
  return keys;
}

/** True of a key that can stand in a path of the form. */
export function isPrintableKey(key: string): boolean {
  return key !== "" && !key.includes(".") && !key.startsWith("$") && key !== "__proto__";
}

export function readOperand(name: FormOperatorName, { value }: JsonMember): Operand {
  const { operand: kind, example } = formOperators[name];
  const operand = operandOf(value);
  if (operand !== undefined && operandKinds[kind].accepts(operand)) return operand;
  const message = `\`${name}\` takes ${operandKinds[kind].name}`;
  return refuseAt(value, { message, hint: `For example: ${example}` });
}

function operandOf(value: JsonNode): Operand | undefined {
  if (value.kind === "scalar") return value.value;
  return value.kind === "list" ? listOperand(value) : undefined;
}

export function listOperand(list: JsonNode & { kind: "list" }): readonly JsonScalar[] {
  return list.items.map((item) => {
    if (item.kind === "scalar") return item.value;
    const hint = "Texts, numbers, true, false and null; join conditions by `$or`";
    return refuseAt(item, { message: "A list holds plain values only", hint });
  });
}
