// What people write in JSON filters by mistake, and what to tell them.

import { nearestName } from "../nearest-name.ts";
import { formOperators, joiningOperators } from "./form-operators.ts";

const names = [...Object.keys(formOperators), ...Object.keys(joiningOperators)];

/** Operators of MongoDB and others that this form has not. */
const operatorHints: Readonly<Record<string, string>> = {
  $regex: 'Write an expression: matches($.email, "@example[.]com$")',
  $match: 'Write an expression: matches($.email, "@example[.]com$")',
  $size: "Write an expression: $.tags.length == 2",
  $nor: 'Use {"$not": {"$or": [...]}}',
  $all: 'Use {"$and": [{"tags": {"$contains": "a"}}, {"tags": {"$contains": "b"}}]}',
  $elemMatch: "A filter does not look into the items of a list; use $contains for plain values",
  $like: "Use $startsWith, $endsWith or $contains",
  $between: 'Use {"amount": {"$gte": 1, "$lte": 5}}',
  $type: 'Compare with a value, or use {"amount": {"$exists": true}}',
  $expr: "Write an expression: $.a > $.b",
  $where: "Write an expression: $.a > $.b",
  $mod: "Write an expression: $.amount % 2 === 0",
};

export function unknownOperatorHint(name: string): string {
  const known = Object.hasOwn(operatorHints, name) ? operatorHints[name] : undefined;
  if (known !== undefined) return known;
  const near = nearestName(name, names);
  return near === undefined ? `The operators are ${names.join(" ")}` : `Did you mean \`${near}\`?`;
}
