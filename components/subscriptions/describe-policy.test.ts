import { expect, test } from "vitest";
import { defaultBackoff } from "#lib/deliveries/backoff.ts";
import { describePolicy } from "./describe-policy.ts";

const usual = {
  priority: 100,
  retryCount: 3,
  backoff: defaultBackoff,
  orderingKey: null,
  onLoop: "avoid",
  breaker: "on",
} as const;

test.each([
  [{}, "Priority 100 · 3 retries, exponential"],
  [
    { backoff: { ...defaultBackoff, baseMs: 500 } },
    "Priority 100 · 3 retries, exponential from 500 ms × 2 up to 1 h",
  ],
  [{ priority: 0, retryCount: 0 }, "Priority 0 · no retries"],
  [
    { retryCount: 1, backoff: { kind: "fixed", delayMs: 500 } },
    "Priority 100 · 1 retry, 500 ms apart",
  ],
  [
    { retryCount: 2, backoff: { kind: "list", delaysMs: [1_000, 60_000] } },
    "Priority 100 · 2 retries, after 1 s, 1 min",
  ],
  [
    { retryCount: 0, orderingKey: "$.id", onLoop: "allow", breaker: "off" },
    "Priority 100 · no retries · in order of $.id · loops allowed · breaker off",
  ],
] as const)("%j reads as %j", (differences, line) => {
  expect(describePolicy({ ...usual, ...differences })).toBe(line);
});
