// Filters as people write them, over payloads in which they match or nearly match: the same few
// paths and values, in all the types that JavaScript's `==` and `<` take for each other.

import fc from "fast-check";

const words = ["paid", "settled", "open", "eu", "eu-1", "eu-12", "us"];
const looseNumbers = [
  0,
  1,
  5,
  7,
  100,
  150.5,
  -1,
  "0",
  "1",
  "5",
  " 7 ",
  "100",
  "1e2",
  "",
  true,
  false,
];
const values = [...words, ...looseNumbers, null, "null", "7,8", "[object Object]", "PAID"];
const paths = ["$.amount", "$.status", "$.region", "$.customer.id", "$.tags", "$.lines[0].price"];

const path = fc.constantFrom(...paths);
const word = fc.constantFrom(...words).map((text) => JSON.stringify(text));
const literal = fc.constantFrom(...values).map((value) => JSON.stringify(value));
const number = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom("0", "1", "5", "7", "100", "150.5", "-1") },
  { weight: 1, arbitrary: fc.integer({ min: -3, max: 160 }).map(String) },
);
const bound = fc.oneof({ weight: 4, arbitrary: number }, { weight: 1, arbitrary: literal });

const textOf = (...pieces: fc.Arbitrary<string>[]): fc.Arbitrary<string> =>
  fc.tuple(...pieces).map((texts) => texts.join(""));
const one = (...texts: string[]): fc.Arbitrary<string> => fc.constantFrom(...texts);

const lists = fc.array(literal, { maxLength: 4 }).map((items) => `[${items.join(", ")}]`);

const comparison: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: textOf(path, one(" == ", " === "), literal) },
  { weight: 1, arbitrary: textOf(literal, one(" == ", " === ", " < ", " >= "), path) },
  { weight: 2, arbitrary: textOf(path, one(" != ", " !== "), literal) },
  { weight: 5, arbitrary: textOf(path, one(" < ", " <= ", " > ", " >= "), bound) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(path, number, number)
      .map(([at, lo, hi]) => `(${at} >= ${lo} && ${at} < ${hi})`),
  },
  { weight: 2, arbitrary: textOf(lists, one(".includes("), path, one(")")) },
  { weight: 2, arbitrary: textOf(path, one(".startsWith(", ".endsWith("), word, one(")")) },
  { weight: 2, arbitrary: textOf(path, one(".includes("), literal, one(")")) },
  { weight: 1, arbitrary: textOf(path, one(".toLowerCase() == ", ".trim() === "), word) },
  { weight: 1, arbitrary: textOf(path, one(" * 2 > ", " + 1 == ", " % 7 == "), number) },
  { weight: 1, arbitrary: textOf(path, one(".length >= "), number) },
  { weight: 1, arbitrary: textOf(one("matches("), path, one(", '^[a-z]+$')", ", '1')")) },
  { weight: 1, arbitrary: textOf(one("exists(", "!exists("), path, one(")")) },
  { weight: 1, arbitrary: textOf(path, one(" == ", " < "), path) },
  { weight: 1, arbitrary: path },
  { weight: 1, arbitrary: textOf(one("event.source == ", "event.hop <= "), literal) },
);

/** Texts of filters, each of which compiles. */
export const realisticFilter: fc.Arbitrary<string> = fc.letrec<{ any: string }>((tie) => ({
  any: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    { weight: 6, arbitrary: comparison },
    { weight: 4, arbitrary: textOf(one("("), tie("any"), one(" && "), tie("any"), one(")")) },
    { weight: 3, arbitrary: textOf(one("("), tie("any"), one(" || "), tie("any"), one(")")) },
    { weight: 1, arbitrary: textOf(one("!("), tie("any"), one(")")) },
    {
      weight: 1,
      arbitrary: textOf(
        one("("),
        tie("any"),
        one(" ? "),
        tie("any"),
        one(" : "),
        tie("any"),
        one(")"),
      ),
    },
  ),
})).any;

const value: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...values) },
  { weight: 1, arbitrary: fc.array(fc.constantFrom(...values), { maxLength: 3 }) },
  { weight: 1, arbitrary: fc.constantFrom({}, { id: 7 }, [[7]], [null], []) },
);

const amount = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: -3, max: 160 }) },
  { weight: 2, arbitrary: value },
);

/** Payloads that have some of the paths. */
export const realisticPayload: fc.Arbitrary<unknown> = fc.record(
  {
    amount,
    status: value,
    region: value,
    customer: fc.oneof(fc.record({ id: value }), value),
    tags: fc.oneof(fc.array(fc.constantFrom(...values), { maxLength: 4 }), value),
    lines: fc.oneof(fc.array(fc.record({ price: amount }), { maxLength: 2 }), value),
  },
  { requiredKeys: [] },
);
