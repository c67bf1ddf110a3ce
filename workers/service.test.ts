import { pino } from "pino";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createService } from "./service.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

/** A service whose steps the test ends one by one; `restMs` is what each says. */
function setup() {
  const steps: { end: (restMs: number) => void; fail: (error: Error) => void }[] = [];
  const step = () =>
    new Promise<number>((end, fail) => {
      steps.push({ end, fail });
    });
  const service = createService({ name: "test", log: pino({ level: "silent" }), step });
  const end = async (restMs: number) => {
    steps.at(-1)?.end(restMs);
    await vi.advanceTimersByTimeAsync(0);
  };
  const fail = async () => {
    steps.at(-1)?.fail(new Error("a step that failed"));
    await vi.advanceTimersByTimeAsync(0);
  };
  const stop = async () => {
    const stopped = service.stop();
    await end(0);
    await stopped;
  };
  return { service, end, fail, stop, count: () => steps.length };
}

describe("a service", () => {
  test("rests as long as its step says, or not at all", async () => {
    const { service, end, stop, count } = setup();
    service.start();
    await end(0);
    expect(count()).toBe(2);
    await end(1_000);
    await vi.advanceTimersByTimeAsync(999);
    expect(count()).toBe(2);
    await vi.advanceTimersByTimeAsync(1);
    expect(count()).toBe(3);
    await stop();
  });

  test("woken while it rests goes on at once", async () => {
    const { service, end, stop, count } = setup();
    service.start();
    await end(60_000);
    service.wake();
    await vi.advanceTimersByTimeAsync(0);
    expect(count()).toBe(2);
    await stop();
  });

  test("woken during a step, however often, runs once more without resting", async () => {
    const { service, end, stop, count } = setup();
    service.start();
    for (let n = 0; n < 5; n += 1) service.wake();
    await end(60_000);
    expect(count()).toBe(2);
    await end(60_000);
    await vi.advanceTimersByTimeAsync(59_999);
    expect(count()).toBe(2);
    await stop();
  });

  test("whose step throws goes on after a pause, or at once when woken", async () => {
    const { service, fail, stop, count } = setup();
    service.start();
    await fail();
    await vi.advanceTimersByTimeAsync(999);
    expect(count()).toBe(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(count()).toBe(2);
    await fail();
    service.wake();
    await vi.advanceTimersByTimeAsync(0);
    expect(count()).toBe(3);
    await stop();
  });

  test("stops when the running step is over, and starts no other", async () => {
    const { service, end, count } = setup();
    service.start();
    let stopped = false;
    const stopping = service.stop().then(() => {
      stopped = true;
    });
    service.wake();
    await vi.advanceTimersByTimeAsync(100_000);
    expect(stopped).toBe(false);
    await end(0);
    await stopping;
    expect(count()).toBe(1);
  });

  test("stops at once while it rests", async () => {
    const { service, end, count } = setup();
    service.start();
    await end(3_600_000);
    await service.stop();
    expect(count()).toBe(1);
  });

  test("that was never started stops, too", async () => {
    const { service, count } = setup();
    service.wake();
    await service.stop();
    expect(count()).toBe(0);
  });
});
