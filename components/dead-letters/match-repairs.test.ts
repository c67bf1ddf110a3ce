import { expect, test } from "vitest";
import type { LetterAttempt, LetterReplaySummary } from "#lib/dead-letters/listed-letter.ts";
import { matchRepairs } from "./match-repairs.ts";

const at = "2026-01-01T00:00:00.000Z";
const replay = (id: string): LetterReplaySummary => ({
  id,
  actor: "Ada",
  reason: "mended",
  createdAt: at,
  outcome: "failed",
});
const run = (id: string, deliveryId: string, trigger: "event" | "replay" = "replay") =>
  ({
    id,
    deliveryId,
    trigger,
    attempt: 1,
    status: "failed",
    startedAt: at,
    durationMs: 1,
    version: 1,
  }) satisfies LetterAttempt;

test("each replay has the runs between it and the next one", () => {
  const repairs = matchRepairs({
    replays: [replay("05"), replay("02")],
    history: [
      run("01", "first", "event"),
      run("03", "second"),
      run("04", "second"),
      run("06", "third"),
    ],
    delivery: null,
  });
  expect(repairs).toMatchObject([
    { replay: { id: "05" }, deliveryId: "third", lastRun: { id: "06" }, waiting: null },
    { replay: { id: "02" }, deliveryId: "second", lastRun: { id: "04" } },
  ]);
});

test("a replay that has not run yet is its delivery", () => {
  const repairs = matchRepairs({
    replays: [replay("05"), replay("02")],
    history: [run("01", "first", "event"), run("03", "second")],
    delivery: { id: "third", state: "ready" },
  });
  expect(repairs).toMatchObject([
    { deliveryId: "third", lastRun: null, waiting: "ready" },
    { deliveryId: "second", waiting: null },
  ]);
});

test("a replay whose runs are no longer kept is still told of", () => {
  const [repair] = matchRepairs({ replays: [replay("02")], history: [], delivery: null });
  expect(repair).toMatchObject({ deliveryId: null, lastRun: null });
});
