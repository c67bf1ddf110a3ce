import { expect, test } from "vitest";
import { noteServerClock, serverAheadMs } from "./server-clock.ts";

const here = Date.parse("2026-03-01T12:00:00.000Z");

test("the newest answer that tells the time sets the clock", () => {
  expect(serverAheadMs()).toBeNull();
  noteServerClock({ items: [], now: "2026-03-01T12:00:05.000Z" }, here);
  expect(serverAheadMs()).toBe(5_000);
  noteServerClock({ now: "2026-03-01T11:59:59.500Z" }, here);
  expect(serverAheadMs()).toBe(-500);
});

test.each([null, 7, "now", {}, { now: 7 }, { now: "soon" }])("%j tells no time", (answer) => {
  noteServerClock({ now: "2026-03-01T12:00:01.000Z" }, here);
  noteServerClock(answer, here);
  expect(serverAheadMs()).toBe(1_000);
});
