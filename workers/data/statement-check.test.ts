// What reading a tenant's statements may cost the others.
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createStatementCheck } from "./statement-check.ts";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["performance", "setTimeout"] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** Takes 60 ms for each text it has not seen. */
function setUp() {
  const read: string[] = [];
  const check = createStatementCheck((text) => {
    read.push(text);
    vi.advanceTimersByTime(60);
    return text === "bad" ? "no" : null;
  });
  return { read, check };
}

test("a text is read once for a tenant", async () => {
  const { read, check } = setUp();
  expect(await check("a", "bad")).toBe("no");
  expect(await check("a", "bad")).toBe("no");
  await check("b", "bad");
  expect(read).toEqual(["bad", "bad"]);
});

test("a tenant with always new texts waits for the next second, another does not", async () => {
  const { read, check } = setUp();
  await check("a", "1");
  await check("a", "2");
  const late = check("a", "3");
  await check("b", "other");
  expect(read).toEqual(["1", "2", "other"]);
  await vi.advanceTimersByTimeAsync(1_000);
  await late;
  expect(read).toEqual(["1", "2", "other", "3"]);
});
