import fc from "fast-check";
import { expect, test } from "vitest";
import { type Backoff, backoffDelayMs, defaultBackoff } from "./backoff.ts";

const attempt = fc.integer({ min: 1, max: 21 });
const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const delay = fc.integer({ min: 0, max: 86_400_000 });
const exponential = fc.record({
  kind: fc.constant("exponential" as const),
  baseMs: delay,
  factor: fc.double({ min: 1, max: 10, noNaN: true }),
  maxMs: delay,
});

/** The highest wait of an attempt: what `random` just below 1 gives. */
const cap = (backoff: Backoff, n: number) => backoffDelayMs(backoff, n, 1 - Number.EPSILON / 2);

test("exponential waits are whole milliseconds in [0, cap), the cap growing by the factor up to maxMs", () => {
  fc.assert(
    fc.property(exponential, attempt, random, (backoff, n, r) => {
      const limit = Math.min(backoff.maxMs, backoff.baseMs * backoff.factor ** (n - 1));
      const wait = backoffDelayMs(backoff, n, r);
      expect(Number.isInteger(wait)).toBe(true);
      expect(wait).toBeGreaterThanOrEqual(0);
      expect(wait === 0 || wait < limit).toBe(true);
    }),
  );
});

test("jitter is full: the wait is the random share of the cap", () => {
  const waits = [0, 0.25, 0.5, 0.75].map((r) => backoffDelayMs(defaultBackoff, 3, r));
  expect(waits).toEqual([0, 2_000, 4_000, 6_000]);
});

test("a later attempt never has a lower cap", () => {
  fc.assert(
    fc.property(exponential, attempt, (backoff, n) => {
      expect(cap(backoff, n + 1)).toBeGreaterThanOrEqual(cap(backoff, n));
    }),
  );
});

test("the default doubles from two seconds to one hour", () => {
  const caps = [1, 2, 3, 11, 12, 20].map((n) => cap(defaultBackoff, n) + 1);
  expect(caps).toEqual([2_000, 4_000, 8_000, 2_048_000, 3_600_000, 3_600_000]);
});

test("fixed waits are what they say", () => {
  fc.assert(
    fc.property(delay, attempt, random, (delayMs, n, r) => {
      expect(backoffDelayMs({ kind: "fixed", delayMs }, n, r)).toBe(delayMs);
    }),
  );
});

test("a list is taken in order, its last wait repeating", () => {
  fc.assert(
    fc.property(
      fc.array(delay, { minLength: 1, maxLength: 20 }),
      attempt,
      random,
      (delaysMs, n, r) => {
        const expected = delaysMs[n - 1] ?? delaysMs.at(-1);
        expect(backoffDelayMs({ kind: "list", delaysMs }, n, r)).toBe(expected);
      },
    ),
  );
});
