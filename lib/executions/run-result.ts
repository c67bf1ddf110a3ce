// What the sandbox is asked to run and what it answers: plain data, JSON kept as text from door to guest.
import type { Effect } from "#lib/executions/effect.ts";
import type { RunOutcome } from "#lib/executions/execution-status.ts";
import type { RunLimits } from "#lib/executions/run-limits.ts";
import type { ScriptKind } from "#lib/scripts/script-kind.ts";

/** One script version as the sandbox needs it; `source` is plain JavaScript (types already stripped). */
export type SandboxScript = {
  tenantId: string;
  scriptId: string;
  kind: ScriptKind;
  version: number;
  source: string;
};

/** One run. `contextJson` is what `sdk.events.context()` returns; `dataJson` is the payload, or null outside handlers. */
export type SandboxRun = {
  executionId: string;
  contextJson: string;
  dataJson: string | null;
  /** The subscriptions that the chain of events has passed, this one's included. */
  path?: readonly string[];
  /** Calls of the sdk that change something are recorded and not performed. */
  dryRun?: boolean;
};

/** Several runs of one script version under the same limits. */
export type SandboxBatch = {
  script: SandboxScript;
  limits: RunLimits;
  runs: readonly SandboxRun[];
  /** Runs of this batch that may be in progress at the same time. */
  slots: number;
  /** The tenant shares no sandbox process with others. */
  cordoned?: boolean;
  /** What `dataJson` of its runs is: an event's payload, unless it is a request to an endpoint. */
  carries?: "payload" | "request";
};

export type LogLevel = "debug" | "info" | "warn" | "error";

/** `at` is ISO 8601 UTC; `data` is any JSON value. */
export type LogLine = { at: string; level: LogLevel; message: string; data?: unknown };

/** An event a run asked to emit; written by the settle if and only if the run succeeds. */
export type EmittedEvent = {
  id: string;
  type: string;
  dataJson: string;
  subject?: string;
  delayMs?: number;
};

/** An error of guest code, formatted inside the guest to bounded strings. Lines and columns are the author's, from 1. */
export type RunError = {
  name: string;
  message: string;
  stack?: string;
  line?: number;
  column?: number;
};

/** What the error asks of the delivery, recognised by brand (decision 14). */
export type RetryAdvice =
  | { kind: "default" }
  | { kind: "never" }
  | { kind: "after"; delayMs: number };

export type RunResult = {
  executionId: string;
  outcome: RunOutcome;
  /** true when the outcome says nothing about this run (a neighbour of a crash): the run goes back uncharged. */
  uncharged: boolean;
  startedAt: string;
  durationMs: number;
  cpuMs: number | null;
  peakHeapBytes: number | null;
  error: RunError | null;
  retry: RetryAdvice;
  resultJson: string | null;
  logs: LogLine[];
  /** In the order of the calls. */
  effects: Effect[];
  emitted: EmittedEvent[];
};

/** All that a run has logged and done so far. */
export type RunProgress = { logs: readonly LogLine[]; effects: readonly Effect[] };
