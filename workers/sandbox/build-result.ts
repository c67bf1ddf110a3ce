// Turns what a child or its death said about a run into the run's result.
import type { RunOutcome } from "#lib/executions/execution-status.ts";
import type { RunLimits } from "#lib/executions/run-limits.ts";
import type { RetryAdvice, RunError, RunProgress, RunResult } from "#lib/executions/run-result.ts";
import type { OpenHostRun } from "./host-run.ts";
import type { EndLetter } from "./protocol.ts";

import { redactProgress, redactRun } from "./redact-run.ts";
import { storedJson, storedText } from "./stored-text.ts";

export type Ending = {
  letter: Exclude<EndLetter, "A" | "E">;
  text: string;
  startedAt: string;
  durationMs: number;
  cpuMs: number | null;
};

type Verdict = Pick<RunResult, "outcome" | "error" | "retry" | "resultJson">;

const defaultRetry: RetryAdvice = { kind: "default" };

export function buildResult(run: OpenHostRun, ending: Ending): RunResult {
  const verdict = run.breach === null ? readVerdict(ending, run.limits) : limitVerdict(run.breach);
  const result: RunResult = {
    executionId: run.executionId,
    uncharged: false,
    startedAt: ending.startedAt,
    durationMs: ending.durationMs,
    cpuMs: ending.cpuMs,
    peakHeapBytes: null,
    ...verdict,
    logs: run.logs,
    effects: [...run.effects],
    emitted: verdict.outcome === "succeeded" ? run.emitted : [],
  };
  return run.hasReadSecrets ? redactRun(result, run.secretValues) : result;
}

/** What is seen of a run while it goes on. */
export function progressOf(run: OpenHostRun): RunProgress {
  const { logs, effects } = run;
  return redactProgress({ logs, effects }, run.secretValues);
}

/** A run that the platform could not bring to an end: it goes back uncharged. */
export function unchargedResult(run: OpenHostRun, message: string): RunResult {
  const ending: Ending = {
    letter: "X",
    text: "",
    startedAt: new Date().toISOString(),
    durationMs: 0,
    cpuMs: null,
  };
  const error = { name: "SandboxLost", message };
  return { ...buildResult(run, ending), error, uncharged: true };
}

function readVerdict({ letter, text }: Ending, limits: RunLimits): Verdict {
  switch (letter) {
    case "S":
      return succeeded(text, limits);
    case "F":
      return thrown("failed", text);
    case "M":
      return thrown("out_of_memory", text);
    case "L":
      return limitVerdict((JSON.parse(text) as RunError).message);
    default:
      return ended(letter, limits);
  }
}

function succeeded(text: string, limits: RunLimits): Verdict {
  const resultJson = text === "" ? null : storedJson(text);
  if (resultJson !== null && Buffer.byteLength(resultJson) > limits.resultBytes) {
    return limitVerdict(`the result is larger than ${limits.resultBytes} bytes`);
  }
  return { outcome: "succeeded", error: null, retry: defaultRetry, resultJson };
}

function thrown(outcome: RunOutcome, text: string): Verdict {
  const { error, retry } = JSON.parse(text) as { error: RunError; retry: RetryAdvice };
  const stored: RunError = {
    ...error,
    name: storedText(error.name),
    message: storedText(error.message),
  };
  if (error.stack !== undefined) stored.stack = storedText(error.stack);
  return { outcome, error: stored, retry, resultJson: null };
}

function limitVerdict(message: string): Verdict {
  return verdict("limit_exceeded", "LimitExceeded", message);
}

function ended(letter: "C" | "T" | "O" | "X", limits: RunLimits): Verdict {
  switch (letter) {
    case "C":
      return verdict(
        "cpu_exceeded",
        "CpuExceeded",
        `used more than ${limits.cpuMs} ms of CPU time`,
      );
    case "T":
      return verdict("timed_out", "TimedOut", `did not end within ${limits.wallMs} ms`);
    case "O":
      return verdict("out_of_memory", "OutOfMemory", `used more than ${limits.heapBytes} bytes`);
    case "X":
      return verdict("crashed", "Crashed", "the sandbox process ended while this run was in it");
  }
}

function verdict(outcome: RunOutcome, name: string, message: string): Verdict {
  return { outcome, error: { name, message }, retry: defaultRetry, resultJson: null };
}
