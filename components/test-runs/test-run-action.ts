// What the server does for the test panel; the page hands the action in.
import type { Action } from "#components/ui/call-action.ts";
import type { ExecutionProgress } from "#lib/executions/execution-detail.ts";
import type { TestedWith } from "./test-input.ts";

/** A saved version by its number, or the source as it stands in the editor. */
export type TestedSource = { version: number } | { source: string };

/** Resolves when the run is over and stored, whatever its outcome. */
export type RunTest = Action<
  { scriptId: string; input: TestedSource & TestedWith & { dryRun: boolean } },
  ExecutionProgress
>;
