// Filters over more paths than the index asks one by one, and payloads that have only some of them:
// fields, nested fields, items, lengths and characters.

import fc from "fast-check";

const numbers = Array.from({ length: 24 }, (_, n) => n);
const fields = numbers.flatMap((n) => [`$.f${n}`, `$.o.k${n}`, `$.list[${n}]`, `$.text[${n}]`]);
const path = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...fields) },
  { weight: 1, arbitrary: fc.constantFrom("$.list.length", "$.text.length", "$.o.length", "$") },
);
const literal = fc.constantFrom("0", "1", "2", '"1"', '"a"', '"b"', "null", "true");

const comparison = fc
  .oneof(
    {
      weight: 6,
      arbitrary: fc.tuple(path, fc.constantFrom("==", "===", "<", ">="), literal),
    },
    { weight: 1, arbitrary: fc.tuple(path, fc.constantFrom("!="), literal) },
  )
  .map((parts) => parts.join(" "));
const flag = fc
  .tuple(fc.constantFrom("", "!", "exists", "!exists"), path)
  .map(([test, of]) => `${test}(${of})`);
const call = fc
  .tuple(path, fc.constantFrom('.startsWith("a")', '.includes("1")', " * 2 == 2", ".length > 0"))
  .map((parts) => parts.join(""));
const simple = fc.oneof(
  { weight: 4, arbitrary: comparison },
  { weight: 2, arbitrary: flag },
  { weight: 1, arbitrary: call },
);

/** Texts of filters, each of which compiles. */
export const manyPathsFilter: fc.Arbitrary<string> = fc.oneof(
  simple,
  fc.tuple(simple, fc.constantFrom("&&", "||"), simple).map((parts) => parts.join(" ")),
);

const value = fc.constantFrom<unknown>(0, 1, 2, "1", "a", "b", "ab", null, true, [1], {});

function recordOf(prefix: string): fc.Arbitrary<Record<string, unknown>> {
  const name = fc.nat(23).map((n) => `${prefix}${n}`);
  return fc.dictionary(name, value, { maxKeys: 24, size: "max" });
}

export const manyPathsPayload: fc.Arbitrary<unknown> = fc
  .tuple(
    recordOf("f"),
    fc.record(
      {
        o: fc.oneof(recordOf("k"), fc.constantFrom(null, "ab", { length: 2 })),
        list: fc.oneof(fc.array(value, { maxLength: 24, size: "max" }), value),
        text: fc.oneof(fc.string({ unit: fc.constantFrom("a", "b", "1"), maxLength: 24 }), value),
      },
      { requiredKeys: [] },
    ),
  )
  .map(([record, rest]) => ({ ...record, ...rest }));
