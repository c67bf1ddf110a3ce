"use client";
// One test run after the other: the last one stays as it was while the next goes on.
import { useState } from "react";
import type { ExecutionProgress } from "#lib/executions/execution-detail.ts";
import type { Failure } from "#lib/shared/failure.ts";
import { type AskedRun, runTest } from "./run-test.ts";

export type TestRun = {
  /** When the run that goes on was asked for, by this browser's clock; null when none does. */
  since: number | null;
  last: ExecutionProgress | null;
  /** Why the newest one was not run, or that its end is not known. */
  failure: Failure | null;
  /** Which editor it ran the text of. */
  epoch: number;
};

const nothing: TestRun = { since: null, last: null, failure: null, epoch: 0 };

/** No transition: React ends those of a page together, and a save would look busy until the run is over. */
export function useTestRun() {
  const [state, setState] = useState(nothing);
  const start = async (asked: AskedRun, epoch: number) => {
    if (state.since !== null) return;
    setState((known) => ({ ...known, since: performance.now() }));
    const answer = await runTest(asked);
    setState((known) =>
      answer.ok
        ? { since: null, last: answer.value, failure: null, epoch }
        : { ...known, since: null, failure: answer.failure, epoch },
    );
  };
  const refuse = (failure: Failure) => setState((known) => ({ ...known, failure }));
  return { ...state, start, refuse };
}
