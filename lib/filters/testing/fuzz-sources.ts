// What is typed into a filter field by nobody sane: random text, random tokens, filters with a piece cut out, doubled
// or replaced, in both forms.

import fc from "fast-check";
import { expressionArbitrary, jsonArbitrary } from "./expression-arbitrary.ts";
import { formArbitrary } from "./form-arbitrary.ts";
import type { Random } from "./random.ts";

const expressionTokens =
  "$ event . ?. [ ] ( ) { } , ; : ? ! ~ + ++ - -- * ** / % < <= > >= == === != !== = => && || ?? & | ^ in of typeof void delete new this super await async yield function class import return let undefined null true NaN 0 1 010 0x1F 1n 1e999 .5 'a' \"b\" `c` ${ /r/ # #p @ \\ \\u0061 ... a b length constructor __proto__ prototype exists matches includes startsWith trim toLowerCase // /* */ <!-- --> \n \u2028 \u0000 \ud800 😀".split(
    " ",
  );

const formTokens =
  '{ } [ ] : , " "a" "a.b" "" "." "__proto__" "constructor" "0" "$" "$eq" "$ne" "$gt" "$gte" "$lt" "$lte" "$in" "$nin" "$startsWith" "$endsWith" "$contains" "$exists" "$and" "$or" "$not" "$gtt" "$regex" null true false 0 -1 1e999 01 .5 NaN undefined \'a\' a // /* \\ \\u0061 "\\ud800" "\\x" \t \n \u2028 \u0000 \ud800 😀'.split(
    " ",
  );

const characters = [
  ..."$.'\"`()[]{}!=<>&|?:,;+-*/%\\ abe019_\n\t",
  "\u0000",
  "\u00a0",
  "\u2028",
  "\ud800",
  "\udc00",
  "é",
  "😀",
];

type Kind = { name: string; make(random: Random): string };

/** `seed` decides which valid filters the mutations start from. */
export function fuzzKinds(seed: number): Kind[] {
  const expressions = fc.sample(expressionArbitrary, { numRuns: 2_000, seed });
  const forms = fc.sample(formArbitrary, { numRuns: 2_000, seed });
  const filters = expressions.map(({ filter }) => filter);
  const objects = forms.map(({ form }) => JSON.stringify(form));
  return [
    { name: "text", make: (random) => randomText(random) },
    { name: "expression tokens", make: (random) => randomTokens(random, expressionTokens) },
    { name: "form tokens", make: (random) => `{${randomTokens(random, formTokens)}` },
    { name: "mutated expression", make: (random) => mutated(random, filters, expressionTokens) },
    { name: "mutated form", make: (random) => mutated(random, objects, formTokens) },
  ];
}

/** Parsed payloads to try accepted filters on. */
export function fuzzPayloads(seed: number): unknown[] {
  return fc.sample(jsonArbitrary, { numRuns: 500, seed }).map((json): unknown => JSON.parse(json));
}

function randomText(random: Random): string {
  const pieces = Array.from({ length: random.below(60) }, () =>
    random.below(8) === 0 ? String.fromCharCode(random.below(0x1_0000)) : random.pick(characters),
  );
  return pieces.join("");
}

function randomTokens(random: Random, tokens: readonly string[]): string {
  const list = Array.from({ length: random.below(15) }, () => random.pick(tokens));
  return list.join(random.pick(["", " "]));
}

function mutated(random: Random, sources: readonly string[], tokens: readonly string[]): string {
  let source = random.pick(sources);
  for (let edits = random.pick([0, 1, 1, 1, 2, 3]); edits > 0; edits--) {
    const start = random.below(source.length + 1);
    const end = start + random.below(7);
    const piece = random.pick([
      "",
      source.slice(start, end).repeat(2),
      random.pick(tokens),
      random.pick(characters),
    ]);
    source = source.slice(0, start) + piece + source.slice(end);
  }
  return source;
}
