// Results that no sandbox produced: the run never entered one.
import type { RunResult } from "#lib/executions/run-result.ts";

/** The version is gone: no retry can mend that, so it is dead at once. */
export function missingVersion(executionId: string, version: number): RunResult {
  const error = {
    name: "VersionMissing",
    message: `Version ${version} of this script no longer exists`,
  };
  return { ...neverRan(executionId), outcome: "failed", error, retry: { kind: "never" } };
}

/** The run goes back to the buffer as if it had not been claimed. */
export function releasedRun(executionId: string): RunResult {
  return { ...neverRan(executionId), outcome: "crashed", uncharged: true };
}

function neverRan(executionId: string): Omit<RunResult, "outcome"> {
  return {
    executionId,
    uncharged: false,
    startedAt: new Date().toISOString(),
    durationMs: 0,
    cpuMs: null,
    peakHeapBytes: null,
    error: null,
    retry: { kind: "default" },
    resultJson: null,
    logs: [],
    effects: [],
    emitted: [],
  };
}
