import { expect, test } from "vitest";
import { compileFilter } from "#lib/filters/compile-filter.ts";
import { explainFilter } from "#lib/filters/explain-filter.ts";
import { cutFilter, decidingFacts } from "./explained-parts.ts";

const envelope = { type: "a.b", source: "api", subject: null, time: "", hop: 0, replay: false };

function explained(source: string, data: unknown) {
  const compiled = compileFilter(source);
  if (!compiled.ok) throw new Error(compiled.error.message);
  return explainFilter(compiled.filter, data, envelope);
}

test("the term that made an && false is cut out, with the values in it", () => {
  const explanation = explained("$.currency == 'EUR' && $.amount > $.limit * 2 && $.vip", {
    currency: "EUR",
    amount: 40,
    limit: 30,
  });
  expect(cutFilter(explanation)).toEqual({
    before: '$.currency == "EUR" && ',
    decided: "$.amount > $.limit * 2",
    after: " && $.vip",
  });
  expect(decidingFacts(explanation)).toEqual([
    { text: "$.amount", value: "40" },
    { text: "$.limit", value: "30" },
  ]);
});

test("a path that decides alone is its own fact, and one that is missing is undefined", () => {
  expect(decidingFacts(explained("!$.closed", { closed: true }))).toEqual([
    { text: "$.closed", value: "true" },
  ]);
  expect(decidingFacts(explained("$.vip", {}))).toEqual([{ text: "$.vip", value: "undefined" }]);
});

test("what is read twice is told once", () => {
  expect(decidingFacts(explained("$.n > 1 && $.n < 5", { n: 3 }))).toEqual([
    { text: "$.n", value: "3" },
  ]);
});
