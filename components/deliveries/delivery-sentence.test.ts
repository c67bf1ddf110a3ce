import { expect, test } from "vitest";
import { type DeliveryState, deliveryStates } from "#lib/deliveries/delivery-state.ts";
import { describeDelivery, whatItWaitsFor } from "./delivery-sentence.ts";

const now = Date.parse("2026-11-23T12:00:00.000Z");
const base = { state: "ready", attempts: 0, maxAttempts: 4, priority: 100 } as const;
type Facts = Parameters<typeof describeDelivery>[0];
const say = (fields: Partial<Facts>) => describeDelivery({ ...base, ...fields }, now);

test("what waits says for what", () => {
  expect(say({ state: "waiting", reason: "priority" })).toBe(
    "Waits for the deliveries of this event with a priority before 100 to finish their first attempt",
  );
  expect(say({ reason: "ordering_key" })).toBe(
    "Held until an older delivery with the same ordering key is done",
  );
  const nextAttemptAt = "2026-11-23T12:00:40.300Z";
  expect(say({ state: "scheduled", reason: "retry", attempts: 1, nextAttemptAt })).toBe(
    "Failed on attempt 1 of 4; next try in 41 s",
  );
  expect(say({})).toBe("Starts as soon as a slot is free, attempt 1 of 4");
  expect(say({ state: "scheduled", attempts: 1 })).toBe(
    "Starts as soon as a slot is free, attempt 2 of 4",
  );
});

test("what runs says which attempt", () => {
  expect(say({ state: "running", attempts: 1 })).toBe("Runs now, attempt 2 of 4");
});

test("what has finished says how", () => {
  expect(say({ state: "succeeded", attempts: 1 })).toBe("Succeeded on the first attempt");
  expect(say({ state: "succeeded", attempts: 3 })).toBe("Succeeded on attempt 3 of 4");
  expect(say({ state: "dead", attempts: 4 })).toBe("Died after all 4 attempts");
  expect(say({ state: "dead", attempts: 1, maxAttempts: 1 })).toBe("Died after its only attempt");
  expect(say({ state: "dead", attempts: 1 })).toBe(
    "Died after attempt 1 of 4: it failed in a way that no retry mends",
  );
  expect(say({ state: "cancelled" })).toBe("Cancelled before its first attempt ended");
  expect(say({ state: "cancelled", attempts: 2 })).toBe("Cancelled after 2 of 4 attempts");
});

test("every state has its words, and only what waits waits for something", () => {
  for (const state of Object.keys(deliveryStates) as DeliveryState[]) {
    expect(say({ state })).toMatch(/^[A-Z]/);
  }
  expect(whatItWaitsFor({ state: "ready" })).toBe("Free slot");
  expect(whatItWaitsFor({ state: "running" })).toBeNull();
  expect(whatItWaitsFor({ state: "dead" })).toBeNull();
});
