"use client";
// One test run after the other: the last one stays as it was while the next goes on.
import { useState, useTransition } from "react";
import { callAction } from "#components/ui/call-action.ts";
import type { ExecutionProgress } from "#lib/executions/execution-detail.ts";
import type { Failure } from "#lib/shared/failure.ts";
import type { RunTest } from "./test-run-action.ts";

type Asked = Parameters<RunTest>[0];

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

export function useTestRun(run: RunTest) {
  const [state, setState] = useState(nothing);
  const [isPending, startTransition] = useTransition();
  const start = (asked: Asked, epoch: number) => {
    if (isPending) return;
    setState((known) => ({ ...known, since: performance.now() }));
    startTransition(async () => {
      const answer = await callAction(run, asked);
      setState((known) =>
        answer.ok
          ? { since: null, last: answer.value, failure: null, epoch }
          : { ...known, since: null, failure: answer.failure, epoch },
      );
    });
  };
  const refuse = (failure: Failure) => setState((known) => ({ ...known, failure }));
  return { ...state, start, refuse };
}
