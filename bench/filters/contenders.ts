// Who is measured, and how much of the filters each is asked: what takes too long is asked of a part
// and reckoned up, since all of them but the index take each filter in turn.

import { evaluate as evaluateCel, parse as parseCel } from "cel-js";
import { compileExpression } from "filtrex";
import jsep from "jsep";
import jsonata from "jsonata";
import { type CompiledFilter, compileFilter } from "#lib/filters/compile-filter.ts";
import { createMatcher, type Matcher } from "#lib/filters/matcher/matcher.ts";
import type { WrittenFilter } from "./filter-mix.ts";
import { timeOf, timeOfAwaited, type Work } from "./measure.ts";
import { envelope } from "./payloads.ts";
import { evaluateInIsolate } from "./peers/isolate.ts";
import { evaluate as evaluateJsep } from "./peers/jsep-evaluator.ts";

type Test = (payload: unknown) => unknown;

export type Contender = {
  name: string;
  /** No more filters than this are asked. */
  most: number;
  /** Microseconds for one event through all of these filters. */
  time(filters: readonly WrittenFilter[], payloads: readonly unknown[]): number | Promise<number>;
};

export const contenders: readonly Contender[] = [
  { name: "index", most: Number.POSITIVE_INFINITY, time: timeOfIndex },
  inTurn("closures", Number.POSITIVE_INFINITY, ({ filter }) => testOf(compiled(filter))),
  inTurn("new Function", 10_000, functionOf),
  inTurn("filtrex", 1_000, ({ filtrex }) => compileExpression(filtrex, { extraFunctions })),
  inTurn("jsep", 1_000, jsepOf),
  inTurn("cel-js", 100, celOf),
  { name: "jsonata", most: 100, time: timeOfJsonata },
  { name: "isolate", most: 5, time: timeOfIsolates },
];

export function compiled(text: string): CompiledFilter {
  const result = compileFilter(text);
  if (!result.ok) throw new Error(`${text}: ${result.error.message}`);
  return result.filter;
}

export function createIndex(filters: readonly string[]): Matcher<number> {
  const matcher = createMatcher<number>();
  for (const [n, text] of filters.entries()) {
    matcher.set({ id: `s-${n}`, eventType: envelope.type, filter: compiled(text), item: n });
  }
  return matcher;
}

/** How many of the filters match one event. */
export function matchesIn(matcher: Matcher<number>, payload: unknown): number[] {
  const { type } = envelope;
  return matcher.match({ type, data: () => payload, envelope: () => envelope }).items;
}

function timeOfIndex(filters: readonly WrittenFilter[], payloads: readonly unknown[]): number {
  const matcher = createIndex(filters.map(({ filter }) => filter));
  return timeOf((turn) => matchesIn(matcher, payloads[turn % payloads.length]));
}

function inTurn(name: string, most: number, testFor: (filter: WrittenFilter) => Test): Contender {
  return {
    name,
    most,
    time: (filters, payloads) => {
      const tests = filters.map(testFor);
      const work: Work = (turn) => countMatches(tests, payloads[turn % payloads.length]);
      return timeOf(work);
    },
  };
}

function countMatches(tests: readonly Test[], payload: unknown): number {
  let count = 0;
  for (const test of tests) if (test(payload)) count += 1;
  return count;
}

function testOf(filter: CompiledFilter): Test {
  return (payload) => filter.matches(payload, envelope);
}

function functionOf({ javascript }: WrittenFilter): Test {
  return new Function("$", `return Boolean(${javascript})`) as Test; // the measured thing itself
}

const extraFunctions = {
  lower: (text: string) => text.toLowerCase(),
  endsWith: (text: string, end: string) => text.endsWith(end),
};

function jsepOf({ filter }: WrittenFilter): Test {
  const tree = jsep(filter);
  return (payload) => evaluateJsep(tree, { $: payload });
}

function celOf({ cel }: WrittenFilter): Test {
  const parsed = parseCel(cel);
  if (!parsed.isSuccess) throw new Error(`${cel}: ${parsed.errors.join("; ")}`);
  const { cst } = parsed;
  return (payload) => evaluateCel(cst, Object(payload), extraFunctions);
}

function timeOfJsonata(
  filters: readonly WrittenFilter[],
  payloads: readonly unknown[],
): Promise<number> {
  const expressions = filters.map((one) => jsonata(one.jsonata));
  return timeOfAwaited(async (turn) => {
    const payload = payloads[turn % payloads.length];
    for (const expression of expressions) await expression.evaluate(payload);
  });
}

function timeOfIsolates(filters: readonly WrittenFilter[], payloads: readonly unknown[]): number {
  const json = JSON.stringify(payloads[0]);
  return timeOf(() => filters.map(({ javascript }) => evaluateInIsolate(javascript, json)));
}
