// What a script has been doing lately, as the console shows it. Figures are of bounded windows, so that reading
// them costs the same for a script that ran twice and for one that ran a million times.
import type { ExecutionStatus } from "#lib/executions/execution-status.ts";
import type { Script, ScriptVersion, VersionSummary } from "#lib/scripts/script-schema.ts";

/** How many executions the success rate and the p95 look back on. */
export const recentRuns = 100;

/** How many executions the runs of each version are counted in. */
export const countedRuns = 1_000;

/** How far queued deliveries and letters are counted: one more stands for "more than this". */
export const countedDependents = 1_000;

export type LastRun = { executionId: string; status: ExecutionStatus; startedAt: string };

export type ScriptActivity = {
  scriptId: string;
  lastRun: LastRun | null;
  /** Ended ones among the last 100; what was cancelled before it ran is none. */
  runs: number;
  succeeded: number;
  /** Of the same runs; null when there are none. */
  p95Ms: number | null;
  subscriptions: { active: number; all: number };
};

/** What is touched when a script changes or goes. */
export type ScriptDependents = {
  subscriptions: { active: number; all: number };
  queued: number;
  openLetters: number;
};

/** Among the script's last 1,000 executions. */
export type VersionRuns = { version: number; runs: number; succeeded: number };

/** A row of the list of scripts. */
export type ScriptOverview = Script & { activity: ScriptActivity };

/** A script with who saved its newest version and when, and how many subscriptions it has. */
export type ScriptHead = { script: Script; newest: VersionSummary; subscriptions: number };

/** What is read live; `now` is the server's clock, so that what is new is not "in 3 s". */
export type LiveScript = ScriptHead & { now: string };
export type LiveDeployment = DeploymentPreview & { now: string };

/** What a deployment would change: everything its dialog shows. */
export type DeploymentPreview = {
  deployed: ScriptVersion;
  chosen: ScriptVersion;
  /** Deliveries that wait and will run with the chosen version. */
  queued: number;
};
