import { describe, expect, test } from "vitest";
import type { FailingScript, Overview } from "#lib/overview/overview.ts";
import { statusSentence } from "./status-sentence.ts";

const none = { count: 0, capped: false, oldestMs: null };

const well: Overview = {
  at: "2026-11-23T12:00:00.000Z",
  events: { count: 1_204, capped: false },
  runs: { succeeded: 998, failed: 2, capped: false, p95Ms: 18 },
  queue: {
    waiting: none,
    ready: { count: 2, capped: false, oldestMs: 400 },
    held: none,
    running: { count: 1, capped: false, oldestMs: 10 },
    scheduled: { count: 0, capped: false, nextInMs: null },
  },
  unrouted: none,
  openLetters: { count: 0, capped: false },
  workers: 1,
  failingScripts: [],
  openGroups: [],
  minutes: [],
};

const failing = (name: string, isFailing = true): FailingScript => ({
  scriptId: name,
  name,
  runs: 10,
  failed: 4,
  isFailing,
  lastError: { name: "Error", message: "x" },
  lastFailedAt: well.at,
  lastFailedExecutionId: name,
});

const said = (change: Partial<Overview>) => {
  const { tone, headline, details } = statusSentence({ ...well, ...change });
  return `${tone}: ${[headline, ...details].map(({ text }) => text).join("; ")}`;
};

describe("the status sentence", () => {
  test("says that all is well, and how much came in", () => {
    expect(said({})).toBe(
      "good: All well; 1,204 events in the last hour; 99.8 % succeeded; oldest waiting 400 ms",
    );
  });

  test("leaves out what there is nothing of", () => {
    const queue = { ...well.queue, ready: none };
    const runs = { ...well.runs, succeeded: 0, failed: 0 };
    expect(said({ queue, runs, events: { count: 1, capped: false } })).toBe(
      "good: All well; 1 event in the last hour",
    );
  });

  test("tells a quiet hour from a good one", () => {
    const runs = { ...well.runs, succeeded: 0, failed: 0 };
    expect(said({ runs, events: { count: 0, capped: false } })).toBe(
      "good: All quiet; no events in the last hour",
    );
  });

  test("says where counting stopped", () => {
    expect(said({ events: { count: 100_000, capped: true } })).toContain("100,000+ events");
  });

  test("counts the scripts that fail now, not those that a retry mended", () => {
    expect(said({ failingScripts: [failing("a"), failing("b"), failing("c", false)] })).toBe(
      "bad: 2 scripts are failing",
    );
    expect(said({ failingScripts: [failing("a")] })).toBe("bad: 1 script is failing");
    expect(said({ failingScripts: [failing("c", false)] })).toMatch(/^good: All well/);
  });

  test("puts the worst first and the rest behind it", () => {
    const openLetters = { count: 14, capped: false };
    expect(said({ workers: 0, failingScripts: [failing("a")], openLetters })).toBe(
      "bad: No worker is running: events wait and nothing is lost; 1 script is failing; 14 dead letters wait for a decision",
    );
  });

  test("says that nothing is queued when the worker is away", () => {
    expect(said({ workers: 0, queue: { ...well.queue, ready: none } })).toBe(
      "bad: No worker is running: new events will wait",
    );
  });

  test("tells open dead letters without calling it a failure", () => {
    expect(said({ openLetters: { count: 1, capped: false } })).toBe(
      "notice: 1 dead letter waits for a decision; nothing fails right now; 1,204 events in the last hour; 99.8 % succeeded; oldest waiting 400 ms",
    );
  });

  test("tells a queue that does not move", () => {
    const ready = { count: 1_200, capped: false, oldestMs: 125_000 };
    expect(said({ queue: { ...well.queue, ready } })).toBe(
      "bad: 1,200 deliveries wait for a free slot, the oldest for 2 min 5 s",
    );
  });

  test("tells events that nobody routes", () => {
    expect(said({ unrouted: { count: 1, capped: false, oldestMs: 61_000 } })).toBe(
      "bad: 1 event has not been routed for 1 min 1 s",
    );
  });

  test("leads to what it speaks of", () => {
    const { headline, details } = statusSentence({
      ...well,
      failingScripts: [failing("a")],
      openLetters: { count: 1, capped: false },
    });
    expect([headline, ...details].map(({ href }) => href)).toEqual([
      "/executions?status=failure&range=1h",
      "/dead-letters",
    ]);
  });
});
