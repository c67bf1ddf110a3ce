// Whatever is typed is either refused with a position or evaluates without throwing, in a millisecond, and leaves
// nothing behind. FUZZ_CASES sets the number of cases, FILTER_SEED the seed.

import { expect, test } from "vitest";
import { compileFilter } from "./compile-filter.ts";
import { explainFilter } from "./explain-filter.ts";
import type { FilterError } from "./filter-error.ts";
import { isFormText } from "./json-form/json-object.ts";
import { envelope } from "./testing/envelope.ts";
import { fuzzKinds, fuzzPayloads } from "./testing/fuzz-sources.ts";
import { millisecondsOf, quantile, quickestOf, usedHeap } from "./testing/measure.ts";
import { createRandom } from "./testing/random.ts";

const cases = Number(process.env["FUZZ_CASES"] ?? 100_000);
const seed = Number(process.env["FILTER_SEED"] ?? 20261105);

/** A case that takes longer is measured again, when the machine may have been busy. */
const suspiciousMs = 0.25;
const longestMs = 1;
const maxGrowth = 8 * 1024 * 1024;

const kinds = fuzzKinds(seed);
const payloads = fuzzPayloads(seed);

/** What saving a filter and trying it on one event costs. */
function compileAndMatch(source: string, data: unknown): FilterError | boolean {
  const result = compileFilter(source);
  return result.ok ? result.filter.matches(data, envelope) : result.error;
}

function problemOf(source: string, outcome: FilterError | boolean): string | undefined {
  if (typeof outcome === "boolean") return undefined;
  const { message, hint, line, column, text } = outcome;
  if (!message || !hint) return "it is refused without a message or a hint";
  const lines = source.split(/\r\n|[\n\r\u2028\u2029]/);
  const from = lines[line - 1]?.slice(column - 1);
  if (from === undefined) return `it has no line ${line}`;
  const shown = text.split(/[\n\r\u2028\u2029]/)[0] ?? "";
  return from.startsWith(shown) ? undefined : `${JSON.stringify(text)} is not at ${line}:${column}`;
}

function explanationProblem(source: string, data: unknown): string | undefined {
  const result = compileFilter(source);
  if (!result.ok) return undefined;
  const { matches } = explainFilter(result.filter, data, envelope);
  const isSame = matches === result.filter.matches(data, envelope);
  return isSame ? undefined : "its explanation disagrees with it";
}

type Tally = { times: number[]; accepted: { form: number[]; expression: number[] } };

/** Compiles and evaluates one; answers what is wrong with that. */
function tryOne(source: string, data: unknown, { times, accepted }: Tally): string | undefined {
  let outcome: FilterError | boolean = false;
  const work = () => {
    outcome = compileAndMatch(source, data);
  };
  const once = millisecondsOf(work);
  const ms = once < suspiciousMs ? once : Math.min(once, quickestOf(5, work));
  times.push(ms);
  if (typeof outcome !== "boolean") return problemOf(source, outcome);
  accepted[isFormText(source) ? "form" : "expression"].push(ms);
  return explanationProblem(source, data);
}

function report({ times, accepted }: Tally, growth: number): void {
  const microseconds = (values: number[], part: number) =>
    `${(quantile(values, part) * 1000).toFixed(0)} µs`;
  const all = [
    `${times.length} cases`,
    `${accepted.expression.length} expressions and ${accepted.form.length} forms accepted`,
    `p50 ${microseconds(times, 0.5)}, p99.9 ${microseconds(times, 0.999)}`,
    `p99.9 of accepted expressions ${microseconds(accepted.expression, 0.999)}, forms ${microseconds(accepted.form, 0.999)}`,
    `heap ${(growth / 1024).toFixed(0)} KB more`,
  ];
  process.stdout.write(`${all.join("; ")}\n`);
}

test(`${cases} random filters are refused with a position or evaluate`, {
  timeout: 900_000,
}, () => {
  const random = createRandom(seed);
  const tally: Tally = { times: [], accepted: { form: [], expression: [] } };
  let heapBefore = 0;
  for (let index = 0; index < cases; index++) {
    if (index === Math.floor(cases / 10)) heapBefore = usedHeap();
    const source = random.pick(kinds).make(random);
    const problem = tryOne(source, random.pick(payloads), tally);
    if (problem !== undefined) expect.fail(`${JSON.stringify(source)}: ${problem}`);
  }
  const { times, accepted } = tally;
  const measured = [times, accepted.expression, accepted.form];
  const growth = usedHeap() - heapBefore - bytesOf(measured);
  report(tally, growth);
  for (const values of measured) {
    expect(values.length).toBeGreaterThan(cases / 50);
    expect(quantile(values, 0.999)).toBeLessThan(longestMs);
  }
  expect(growth).toBeLessThan(maxGrowth);
});

/** What the figures themselves take, with the room that arrays keep for growing. */
function bytesOf(lists: readonly number[][]): number {
  return lists.reduce((sum, { length }) => sum + length * 8 * 1.5, 0);
}
