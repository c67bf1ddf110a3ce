// Random JSON filters, each written twice: as the object and as JavaScript that V8 can run. Shares nothing with the
// parser and the printer under test.

import fc from "fast-check";
import type { JsonObject } from "../json-form/json-object.ts";

export type Form = { form: JsonObject; v8: string };

/** The condition that an object states about the value at a path, given as V8 reads it. */
type Condition = { form: JsonObject; v8(path: string): string };
type Field = { key: string; value: unknown; v8(path: string): string };

const scalar = fc.oneof(
  fc.constantFrom("a", "ab", "1", "", "é", "0"),
  fc.constantFrom(0, 1, 2, 100, -1, 0.5),
  fc.constantFrom(true, false, null),
);
const ordered = fc.oneof(fc.constantFrom("a", "1", "b", ""), fc.constantFrom(0, 1, 2, 100, -1));
const text = fc.constantFrom("a", "", "1", "ab");

const keys: readonly (readonly [string, string])[] = [
  ["a", "?.a"],
  ["b", "?.b"],
  ["c", "?.c"],
  ["a.b", "?.a?.b"],
  ["b.0", "?.b?.[0]"],
  ["c.a.b", "?.c?.a?.b"],
  ["length", "?.length"],
  ["a-b", '?.["a-b"]'],
  ["constructor", "?.constructor"],
  ["0", "?.[0]"],
];

const js = (value: unknown) => JSON.stringify(value);

const comparison = fc
  .oneof(
    fc.tuple(fc.constantFrom("$eq ===", "$ne !=="), scalar),
    fc.tuple(fc.constantFrom("$gt >", "$gte >=", "$lt <", "$lte <="), ordered),
  )
  .map(([operator, value]): Condition => {
    const [name = "", symbol] = operator.split(" ");
    return { form: { [name]: value }, v8: (path) => `(${path} ${symbol} ${js(value)})` };
  });

const membership = fc
  .tuple(fc.constantFrom("$in ", "$nin !"), fc.array(scalar, { maxLength: 3 }))
  .map(([operator, values]): Condition => {
    const [name = "", not] = operator.split(" ");
    return { form: { [name]: values }, v8: (path) => `${not}${js(values)}.includes(${path})` };
  });

const method = fc
  .oneof(
    fc.tuple(fc.constantFrom("$startsWith startsWith", "$endsWith endsWith"), text),
    fc.tuple(fc.constant("$contains includes"), scalar),
  )
  .map(([operator, value]): Condition => {
    const [name = "", called] = operator.split(" ");
    return { form: { [name]: value }, v8: (path) => `(${path})?.${called}?.(${js(value)})` };
  });

const existence = fc.boolean().map(
  (wanted): Condition => ({
    form: { $exists: wanted },
    v8: (path) => `(${path} ${wanted ? "!==" : "==="} undefined)`,
  }),
);

const operators = fc
  .array(fc.oneof(comparison, membership, method, existence), { minLength: 1, maxLength: 3 })
  .map(allOf);

/** Later ones of the same name replace earlier ones, as in any object. */
function allOf(conditions: readonly Condition[]): Condition {
  const byName = new Map(
    conditions.flatMap((one) => Object.keys(one.form).map((key) => [key, one])),
  );
  const kept = [...byName.values()];
  return {
    form: Object.assign({}, ...kept.map(({ form }) => form)),
    v8: (path) => kept.map((one) => one.v8(path)).join(" && "),
  };
}

const nested = fc.letrec<{ fields: Condition; field: Field; joined: Condition }>((tie) => ({
  fields: fc
    .uniqueArray(tie("field"), { minLength: 1, maxLength: 3, selector: ({ key }) => key })
    .map((fields) => ({
      form: Object.fromEntries(fields.map(({ key, value }) => [key, value])),
      v8: (path) => `(${fields.map((field) => field.v8(path)).join(" && ")})`,
    })),
  field: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    { weight: 4, arbitrary: fc.tuple(fc.constantFrom(...keys), scalar).map(plainField) },
    {
      weight: 2,
      arbitrary: fc
        .tuple(fc.constantFrom(...keys), fc.array(scalar, { maxLength: 3 }))
        .map(listField),
    },
    { weight: 6, arbitrary: fc.tuple(fc.constantFrom(...keys), operators).map(conditionField) },
    { weight: 1, arbitrary: fc.tuple(fc.constantFrom(...keys), tie("fields")).map(conditionField) },
    { weight: 1, arbitrary: fc.tuple(fc.constantFrom(...keys), tie("joined")).map(conditionField) },
    { weight: 2, arbitrary: tie("joined").map(({ form, v8 }) => joinedField(form, v8)) },
  ),
  joined: fc.oneof(
    fc
      .tuple(
        fc.constantFrom("$and &&", "$or ||"),
        fc.array(tie("fields"), { minLength: 1, maxLength: 3 }),
      )
      .map(([operator, parts]): Condition => {
        const [name = "", symbol] = operator.split(" ");
        return {
          form: { [name]: parts.map(({ form }) => form) },
          v8: (path) => `(${parts.map((part) => part.v8(path)).join(` ${symbol} `)})`,
        };
      }),
    fc
      .oneof(tie("fields"))
      .map(({ form, v8 }): Condition => ({ form: { $not: form }, v8: (path) => `!(${v8(path)})` })),
  ),
}));

export const formArbitrary: fc.Arbitrary<Form> = nested.fields.map(({ form, v8 }) => ({
  form,
  v8: v8("$"),
}));

type Key = readonly [string, string];

function plainField([[key, access], value]: [Key, unknown]): Field {
  return { key, value, v8: (path) => `(${path}${access} === ${js(value)})` };
}

function listField([[key, access], values]: [Key, unknown[]]): Field {
  return { key, value: values, v8: (path) => `${js(values)}.includes(${path}${access})` };
}

function conditionField([[key, access], { form, v8 }]: [Key, Condition]): Field {
  return { key, value: form, v8: (path) => `(${v8(`${path}${access}`)})` };
}

function joinedField(form: JsonObject, v8: Condition["v8"]): Field {
  const [[key, value] = ["", undefined]] = Object.entries(form);
  return { key, value, v8 };
}
