// Random filters, each written twice: as a filter and as JavaScript that V8 can run. Shares nothing
// with the parser and the printer under test.

import fc from "fast-check";

export type Expression = {
  filter: string;
  /** The same for V8: `?.` for each access, helpers for what JavaScript would throw at. */
  v8: string;
};

const words = ["a", "b", "c", "A", "ab", "1", " 1 ", "", "0", "0x10", "1e3", "true", "null"];
const texts = [...words, "undefined", "NaN", "1,2", ",", "a,b", "[object Object]", "é", "😀"];
const numbers = [0, 1, 2, 3, 16, 100, 0.5, 1e21, 1e-7, 1000];
const fieldNames = ["a", "b", "c", "_d$"];
const hostNames = ["length", "constructor", "toString", "valueOf", "__proto__", "hasOwnProperty"];
const oddNames = ["a-b", "", "0", "é è", 'q"', "1.5", "-1"];

const leafValue = fc.oneof(
  fc.constantFrom(...texts),
  fc.constantFrom(...numbers, -1, -0.5),
  fc.constantFrom(true, false, null),
);

/** JSON whose keys are those that the expressions ask for; own `toString`, `__proto__` included. */
export const jsonArbitrary: fc.Arbitrary<string> = fc
  .letrec<{ value: unknown; list: unknown; record: unknown }>((tie) => ({
    value: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      { weight: 3, arbitrary: leafValue },
      { weight: 2, arbitrary: tie("list") },
      { weight: 3, arbitrary: tie("record") },
    ),
    list: fc.array(tie("value"), { maxLength: 3 }),
    record: fc.dictionary(
      fc.oneof(
        { weight: 6, arbitrary: fc.constantFrom(...fieldNames) },
        { weight: 1, arbitrary: fc.constantFrom(...hostNames, ...oddNames) },
      ),
      tie("value"),
      { maxKeys: 5 },
    ),
  }))
  .value.map((value) => JSON.stringify(value));

type Access = Expression;

const accessArbitrary: fc.Arbitrary<Access> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...fieldNames).map(dotted) },
  { weight: 2, arbitrary: fc.constantFrom(...hostNames).map(dotted) },
  { weight: 1, arbitrary: fc.constantFrom("a", ...oddNames, ...hostNames).map(bracketed) },
  {
    weight: 2,
    arbitrary: fc.nat(2).map((index) => ({ filter: `[${index}]`, v8: `?.[${index}]` })),
  },
);

function dotted(name: string): Access {
  return { filter: `.${name}`, v8: `?.${name}` };
}

function bracketed(name: string): Access {
  const key = JSON.stringify(name);
  return { filter: `[${key}]`, v8: `?.[${key}]` };
}

const eventPath = fc
  .constantFrom("type", "source", "subject", "time", "hop", "replay")
  .map((field) => same(`event.${field}`));

const payloadPath = fc
  .array(accessArbitrary, { maxLength: 3 })
  .map((accesses) => accesses.reduce(concatenate, same("$")));

const literal = fc
  .oneof(leafValue, fc.integer({ min: -5, max: 20 }))
  .map((value) => same(JSON.stringify(value)));

const quoted = fc.constantFrom(...words).map((word) => same(`'${word}'`));

const leaf = fc.oneof(
  { weight: 8, arbitrary: payloadPath },
  { weight: 1, arbitrary: eventPath },
  { weight: 4, arbitrary: literal },
  { weight: 1, arbitrary: quoted },
);

const operators = "== === != !== < <= > >= && || + - * / %".split(" ");
const oneArgument = ["includes", "startsWith", "endsWith"];
const noArgument = ["toLowerCase", "toUpperCase", "trim"];

/** Precedence is JavaScript's own when nothing is put in parentheses. */
const unparenthesised = fc
  .tuple(leaf, fc.array(fc.tuple(fc.constantFrom(...operators), leaf), { maxLength: 4 }))
  .map(([first, rest]) =>
    rest.reduce(
      (text, [operator, next]) => [text, same(` ${operator} `), next].reduce(concatenate),
      first,
    ),
  )
  .map(parenthesise);

export const expressionArbitrary: fc.Arbitrary<Expression> = fc.letrec<{ any: Expression }>(
  (tie) => {
    const any = tie("any");
    const operator = fc.constantFrom(...operators);
    return {
      any: fc.oneof(
        { depthSize: "small", withCrossShrink: true },
        { weight: 4, arbitrary: leaf },
        { weight: 8, arbitrary: fc.tuple(any, operator, any).map(binary) },
        { weight: 3, arbitrary: unparenthesised },
        { weight: 2, arbitrary: fc.tuple(fc.constantFrom("!", "-", "+"), any).map(unary) },
        { weight: 2, arbitrary: fc.tuple(any, any, any).map(conditional) },
        { weight: 1, arbitrary: fc.array(any, { maxLength: 3 }).map(list) },
        { weight: 1, arbitrary: any.map(exists) },
        { weight: 1, arbitrary: fc.tuple(any, payloadPath).map(inKeys) },
        { weight: 1, arbitrary: fc.tuple(any, accessArbitrary).map(member) },
        { weight: 2, arbitrary: fc.tuple(any, fc.constantFrom(...oneArgument), any).map(method) },
        { weight: 1, arbitrary: fc.tuple(any, fc.constantFrom(...noArgument)).map(method) },
      ),
    };
  },
).any;

function same(text: string): Expression {
  return { filter: text, v8: text };
}

function concatenate(left: Expression, right: Expression): Expression {
  return { filter: left.filter + right.filter, v8: left.v8 + right.v8 };
}

function parenthesise({ filter, v8 }: Expression): Expression {
  return { filter: `(${filter})`, v8: `(${v8})` };
}

function binary([left, operator, right]: [Expression, string, Expression]): Expression {
  return parenthesise([left, same(` ${operator} `), right].reduce(concatenate));
}

function unary([operator, operand]: [string, Expression]): Expression {
  return [same(operator), parenthesise(operand)].reduce(concatenate);
}

function conditional([test, yes, no]: [Expression, Expression, Expression]): Expression {
  return parenthesise([test, same(" ? "), yes, same(" : "), no].reduce(concatenate));
}

function list(items: readonly Expression[]): Expression {
  return {
    filter: `[${items.map((item) => item.filter).join(", ")}]`,
    v8: `[${items.map((item) => item.v8).join(", ")}]`,
  };
}

function exists({ filter, v8 }: Expression): Expression {
  return { filter: `exists(${filter})`, v8: `((${v8}) !== undefined)` };
}

function inKeys([key, object]: [Expression, Expression]): Expression {
  return { filter: `(${key.filter} in ${object.filter})`, v8: `OWN_KEY(${key.v8}, ${object.v8})` };
}

function member([object, access]: [Expression, Access]): Expression {
  return [parenthesise(object), access].reduce(concatenate);
}

function method([receiver, name, argument]: [Expression, string, Expression?]): Expression {
  return {
    filter: `(${receiver.filter}).${name}(${argument?.filter ?? ""})`,
    v8: `(${receiver.v8})?.${name}?.(${argument?.v8 ?? ""})`,
  };
}
