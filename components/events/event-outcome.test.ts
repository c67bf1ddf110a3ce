import { expect, test } from "vitest";
import { eventOutcome } from "./event-outcome.ts";

const none = { unfinished: 0, succeeded: 0, dead: 0, cancelled: 0 };
const word = (outcomes: Partial<typeof none>) =>
  eventOutcome({ status: "routed", outcomes: { ...none, ...outcomes } }).word;

test("an event that was not routed, or that nobody subscribes to, says so", () => {
  expect(eventOutcome({ status: "unrouted", outcomes: none }).word).toBe("Not routed yet");
  expect(eventOutcome({ status: "no_subscriber", outcomes: none }).word).toBe("No subscriber");
});

test("a routed event is in progress until all its deliveries are done, then the worst counts", () => {
  expect(word({ unfinished: 1, dead: 1, succeeded: 2 })).toBe("In progress");
  expect(word({ dead: 1 })).toBe("Dead");
  expect(word({ dead: 1, succeeded: 2 })).toBe("1 dead");
  expect(word({ succeeded: 2, cancelled: 1 })).toBe("Succeeded");
  expect(word({ cancelled: 1 })).toBe("Cancelled");
  expect(word({})).toBe("Skipped");
});

test("the whole count is on hover", () => {
  const outcomes = { unfinished: 1, succeeded: 1_200, dead: 2, cancelled: 0 };
  expect(eventOutcome({ status: "routed", outcomes }).title).toBe(
    "1,200 succeeded, 2 dead, 1 not finished",
  );
});
