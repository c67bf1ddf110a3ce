// The index finds what asking every filter would find: seeded random subscriptions come, change and
// go between random events. FILTER_CASES sets the number of (subscriptions, event) pairs.

import fc from "fast-check";
import { expect, test } from "vitest";
import { patternMatches } from "#lib/events/event-type.ts";
import type { CompiledFilter } from "../compile-filter.ts";
import { compileFilter } from "../compile-filter.ts";
import { envelope } from "../testing/envelope.ts";
import { expressionArbitrary, jsonArbitrary } from "../testing/expression-arbitrary.ts";
import { manyPathsFilter, manyPathsPayload } from "../testing/many-paths-arbitrary.ts";
import { realisticFilter, realisticPayload } from "../testing/realistic-arbitrary.ts";
import { createMatcher, type Matchable, type Matcher } from "./matcher.ts";

const pairs = Number(process.env["FILTER_CASES"] ?? 10_000);
const seed = Number(process.env["FILTER_SEED"] ?? 20261123);
const stepsOfRun = 10;
const ids = 160;

type Subscription = Matchable<string>;
type Step = { set: readonly Subscription[]; remove: readonly string[]; data: unknown };
type Tally = { events: number; matches: number; kept: number; evaluations: number };

const eventType = fc.oneof(
  { weight: 8, arbitrary: fc.constant(envelope.type) },
  { weight: 2, arbitrary: fc.constantFrom("*", "finance.*", "finance.payment.*") },
  { weight: 1, arbitrary: fc.constantFrom("bank.*", "finance.payment.created.*", "finance") },
);
const id = fc.nat(ids).map((n) => `s${n}`);

/** Compiled once: runs pick from them. */
function compiledFrom(filters: fc.Arbitrary<string>): CompiledFilter[] {
  return fc.sample(filters, { numRuns: 4_000, seed }).flatMap((text) => {
    const compiled = compileFilter(text);
    return compiled.ok ? [compiled.filter] : [];
  });
}

function stepsOf(filters: fc.Arbitrary<string>, data: fc.Arbitrary<unknown>): fc.Arbitrary<Step[]> {
  const filter = fc.option(fc.constantFrom(...compiledFrom(filters)), { freq: 40 });
  const subscription = fc
    .record({ id, eventType, filter })
    .map((fields) => ({ ...fields, item: fields.id }));
  const step = fc.record({
    set: fc.array(subscription, { maxLength: 40, size: "max" }),
    remove: fc.array(id, { maxLength: 40, size: "max" }),
    data,
  });
  return fc.array(step, { minLength: stepsOfRun, maxLength: stepsOfRun });
}

function change(matcher: Matcher<string>, kept: Map<string, Subscription>, step: Step): void {
  for (const subscription of step.set) {
    matcher.set(subscription);
    kept.set(subscription.id, subscription);
  }
  for (const gone of step.remove) {
    matcher.delete(gone);
    kept.delete(gone);
  }
}

function naive(kept: Iterable<Subscription>, data: unknown): string[] {
  return [...kept]
    .filter((subscription) => patternMatches(subscription.eventType, envelope.type))
    .filter(({ filter }) => filter === null || filter.matches(data, envelope))
    .map(({ item }) => item);
}

/** Each run is one matcher through many changes; each of its events is one pair. */
function checkAgreement(steps: fc.Arbitrary<Step[]>, runs = pairs): Tally {
  const tally = { events: 0, matches: 0, kept: 0, evaluations: 0 };
  const agrees = fc.property(steps, (run) => {
    const matcher = createMatcher<string>();
    const kept = new Map<string, Subscription>();
    for (const step of run) {
      change(matcher, kept, step);
      const event = { type: envelope.type, data: () => step.data, envelope: () => envelope };
      const { items, evaluations } = matcher.match(event);
      const wanted = naive(kept.values(), step.data);
      expect(items.toSorted().join()).toBe(wanted.toSorted().join());
      expect(matcher.size).toBe(kept.size);
      tally.events++;
      tally.matches += wanted.length;
      tally.kept += kept.size;
      tally.evaluations += evaluations;
    }
  });
  fc.assert(agrees, { numRuns: Math.ceil(runs / stepsOfRun), seed });
  return tally;
}

test("filters as people write them", { timeout: 600_000 }, () => {
  const { events, matches, kept, evaluations } = checkAgreement(
    stepsOf(realisticFilter, realisticPayload),
  );
  expect(events).toBeGreaterThanOrEqual(pairs);
  expect(kept / events).toBeGreaterThan(40);
  expect(matches).toBeGreaterThan(kept / 10);
  expect(matches).toBeLessThan(kept / 2);
  expect(evaluations).toBeLessThan(kept * 0.8);
});

test("filters of any form", { timeout: 600_000 }, () => {
  const payload = jsonArbitrary.map((json): unknown => JSON.parse(json));
  const { matches, kept } = checkAgreement(
    stepsOf(
      expressionArbitrary.map(({ filter }) => filter),
      payload,
    ),
    pairs / 2,
  );
  expect(matches).toBeGreaterThan(kept / 10);
});

test("filters over many paths, of which a payload has some", { timeout: 600_000 }, () => {
  const { matches, kept } = checkAgreement(stepsOf(manyPathsFilter, manyPathsPayload), pairs / 4);
  expect(matches).toBeGreaterThan(kept / 10);
  expect(matches).toBeLessThan(kept / 2);
});
