import { describe, expect, test } from "vitest";
import { type ExecutionStatus, executionStatuses } from "#lib/executions/execution-status.ts";
import { describeOutcome, type OutcomeFacts } from "./outcome-sentence.ts";

const now = Date.parse("2026-11-23T12:00:00.000Z");
const inSeconds = (seconds: number) => new Date(now + seconds * 1_000).toISOString();
const attempt = (id: string) => ({ id }) as OutcomeFacts["attempts"][number]; // only the id is read

const facts = (fields: Partial<OutcomeFacts>): OutcomeFacts => ({
  id: "this",
  status: "succeeded",
  trigger: "event",
  dryRun: false,
  attempt: 1,
  maxAttempts: 4,
  durationMs: 18.4,
  error: null,
  delivery: null,
  attempts: [attempt("this")],
  letter: null,
  ...fields,
});
const say = (fields: Partial<OutcomeFacts>) => describeOutcome(facts(fields), now);

test.each<[ExecutionStatus, string]>([
  ["running", "Has been running for 18 ms on attempt 2 of 4"],
  ["succeeded", "Succeeded in 18 ms on attempt 2 of 4"],
  ["failed", "Failed after 18 ms on attempt 2 of 4"],
  ["timed_out", "Timed out after 18 ms on attempt 2 of 4"],
  ["cpu_exceeded", "Used up its CPU time after 18 ms on attempt 2 of 4"],
  ["out_of_memory", "Ran out of memory after 18 ms on attempt 2 of 4"],
  ["limit_exceeded", "Went over a limit after 18 ms on attempt 2 of 4"],
  ["crashed", "Crashed its sandbox after 18 ms on attempt 2 of 4"],
  ["cancelled", "Cancelled after 18 ms on attempt 2 of 4"],
])("%s is told with its time and its attempt", (status, sentence) => {
  expect(say({ status, attempt: 2 })).toBe(sentence);
});

test("every status has its words", () => {
  for (const status of Object.keys(executionStatuses) as ExecutionStatus[]) {
    expect(say({ status })).toMatch(/^[A-Z][^{}]* 18 ms /);
  }
});

describe("which attempt it was", () => {
  test("a first success needs no number", () => {
    expect(say({})).toBe("Succeeded in 18 ms on the first attempt");
  });

  test("an only attempt is called that", () => {
    expect(say({ status: "failed", maxAttempts: 1 })).toBe(
      "Failed after 18 ms on the only attempt",
    );
  });

  test("a replay says so", () => {
    expect(say({ trigger: "replay" })).toBe("Succeeded in 18 ms on the first attempt of a replay");
  });

  test("test runs and HTTP requests have no attempts", () => {
    expect(say({ trigger: "test", maxAttempts: null })).toBe("Succeeded in 18 ms in a test run");
    expect(say({ trigger: "test", dryRun: true, maxAttempts: null })).toBe(
      "Succeeded in 18 ms in a dry test run",
    );
    expect(say({ trigger: "http", maxAttempts: null })).toBe(
      "Succeeded in 18 ms for an HTTP request",
    );
  });
});

describe("what followed a failure", () => {
  const timedOut = { status: "timed_out", durationMs: 30_000, attempt: 2 } as const;
  const followed = (delivery: OutcomeFacts["delivery"], fields: Partial<OutcomeFacts> = {}) =>
    say({ ...timedOut, delivery, ...fields });

  test("the next try, counted down", () => {
    const delivery = { state: "scheduled", nextAttemptAt: inSeconds(40.2) } as const;
    expect(followed(delivery)).toBe("Timed out after 30 s on attempt 2 of 4; next try in 41 s");
    expect(describeOutcome(facts({ ...timedOut, delivery }), now + 41_000)).toBe(
      "Timed out after 30 s on attempt 2 of 4; next try is due",
    );
  });

  test.each([
    ["ready", "; it runs again as soon as a slot is free"],
    ["running", "; the next attempt is running"],
    ["succeeded", "; a later attempt succeeded"],
    ["cancelled", "; then the delivery was cancelled"],
  ] as const)("a delivery that is %s now", (state, ending) => {
    expect(followed({ state })).toBe(`Timed out after 30 s on attempt 2 of 4${ending}`);
  });

  test("an earlier attempt of a dead delivery", () => {
    expect(followed({ state: "dead" }, { attempts: [attempt("this"), attempt("later")] })).toBe(
      "Timed out after 30 s on attempt 2 of 4; later attempts failed, too",
    );
  });

  test.each([
    ["open", "its dead letter is open"],
    ["replaying", "its dead letter is being replayed"],
    ["resolved", "a replay of its dead letter succeeded"],
    ["discarded", "its dead letter was discarded"],
  ] as const)("the last attempt, with a letter that is %s", (state, ending) => {
    expect(followed({ state: "dead" }, { attempt: 4, letter: { id: "letter", state } })).toBe(
      `Timed out after 30 s on attempt 4 of 4; ${ending}`,
    );
  });

  test("a script that asked for no retry", () => {
    const error = { name: "NonRetryableError", message: "no such carrier" };
    expect(followed({ state: "dead" }, { status: "failed", attempt: 1, error })).toBe(
      "Failed after 30 s on attempt 1 of 4; the script asked for no retry: the delivery is dead",
    );
  });

  test("a script that crashed too often", () => {
    expect(followed({ state: "dead" }, { status: "crashed", attempt: 1 })).toBe(
      "Crashed its sandbox after 30 s on attempt 1 of 4; a script that crashes is not tried for ever: the delivery is dead",
    );
  });

  test("a run that was lost with its worker is not the script's fault", () => {
    const error = { name: "WorkerLost", message: "" };
    expect(followed({ state: "ready" }, { status: "crashed", attempt: 1, error })).toBe(
      "Was lost with its worker after 30 s on attempt 1 of 4; it runs again as soon as a slot is free",
    );
  });
});

describe("what was cancelled", () => {
  const error = { name: "Cancelled", message: "Cancelled by ada@example.com" };

  test("says by whom, and what it did not come to", () => {
    const never = { status: "cancelled", durationMs: 0, error } as const;
    expect(say({ ...never, attempt: 0 })).toBe("Cancelled by ada@example.com before it ran");
    expect(say({ ...never, attempt: 1 })).toBe(
      "Cancelled by ada@example.com before attempt 2 of 4",
    );
  });

  test("says why when nobody did it by hand", () => {
    const gone = { name: "Cancelled", message: "The script was deleted" };
    expect(say({ status: "cancelled", durationMs: 0, attempt: 0, error: gone })).toBe(
      "The script was deleted before it ran",
    );
  });
});
