// JSON as text, printed in every legal way: random space, escapes, number forms and repeated keys.
// Each value knows how deep it is and how many keys were written, counted while it was made.
import fc from "fast-check";

export type PrintedJson = { text: string; depth: number; keys: number };

const space = fc.string({
  unit: fc.constantFrom(" ", "\n", "\r", "\t"),
  maxLength: 3,
});

/**
 * A few names, so that they repeat within an object. None is a lone escape: of those V8's JSON.parse, which the tests
 * compare with, mixes up the names (https://github.com/nodejs/node/issues/63785).
 */
const name = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom("a", "data", "__proto__", "", "\\\\x", 'x"', "é", "[{") },
  { weight: 1, arbitrary: fc.string({ unit: "grapheme", maxLength: 6 }).map((text) => `k${text}`) },
);

const plainText = fc.string({ unit: "grapheme", maxLength: 8 });
const trickyText = fc.string({
  unit: fc.constantFrom("\\", '"', "/", "{", "}", "[", "]", ",", ":", "u0000", "\n", "😀", "1"),
  maxLength: 8,
});

const printedString = fc
  .tuple(fc.oneof(plainText, trickyText), fc.boolean())
  .map(([text, escaped]) => (escaped ? escapeAll(text) : JSON.stringify(text)));

const printedNumber = fc.oneof(
  fc.integer().map(String),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => JSON.stringify(n)),
  fc.constantFrom(
    "-0",
    "1E5",
    "1e-400",
    "0.10",
    "9007199254740993",
    "123456789012345678901234567890",
  ),
);

const scalar = fc
  .oneof(printedString, printedNumber, fc.constantFrom("true", "false", "null"))
  .map((text): PrintedJson => ({ text, depth: 0, keys: 0 }));

export const { json: printedJson } = fc.letrec<{ json: PrintedJson; member: Member }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 5, depthSize: "small" },
    scalar,
    fc.tuple(space, fc.array(padded(tie("json")), { maxLength: 4 })).map(printArray),
    fc.tuple(space, fc.array(tie("member"), { maxLength: 5 })).map(printObject),
  ),
  member: fc.record({ name, before: space, after: space, value: padded(tie("json")) }),
}));

type Member = { name: string; before: string; after: string; value: PrintedJson };

function padded(value: fc.Arbitrary<PrintedJson>): fc.Arbitrary<PrintedJson> {
  return fc
    .tuple(space, value, space)
    .map(([before, { text, ...facts }, after]) => ({ text: before + text + after, ...facts }));
}

function printArray([inside, items]: [string, PrintedJson[]]): PrintedJson {
  const text = items.length === 0 ? inside : items.map((item) => item.text).join(",");
  return { text: `[${text}]`, ...factsOf(items, 0) };
}

function printObject([inside, members]: [string, Member[]]): PrintedJson {
  const printed = members.map(
    ({ name: key, before, after, value }) =>
      `${before}${JSON.stringify(key)}${after}:${value.text}`,
  );
  const values = members.map(({ value }) => value);
  return {
    text: `{${members.length === 0 ? inside : printed.join(",")}}`,
    ...factsOf(values, members.length),
  };
}

function factsOf(children: readonly PrintedJson[], keys: number) {
  return {
    depth: 1 + Math.max(0, ...children.map((child) => child.depth)),
    keys: keys + children.reduce((sum, child) => sum + child.keys, 0),
  };
}

/** Every UTF-16 unit as an escape. */
function escapeAll(text: string): string {
  const units = Array.from({ length: text.length }, (_, at) => text.charCodeAt(at));
  return `"${units.map((unit) => `\\u${unit.toString(16).padStart(4, "0")}`).join("")}"`;
}
