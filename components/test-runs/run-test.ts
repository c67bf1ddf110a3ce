// Asks for a test run by `fetch`: as a server action it would hold up a save until it is over.
import { callAction } from "#components/ui/call-action.ts";
import { readProblem } from "#components/ui/read-problem.ts";
import type { ExecutionProgress } from "#lib/executions/execution-detail.ts";
import { type Result, succeed } from "#lib/shared/failure.ts";
import type { TestedWith } from "./test-input.ts";

/** A saved version by its number, or the source as it stands in the editor. */
type TestedSource = { version: number } | { source: string };

export type AskedRun = {
  scriptId: string;
  input: TestedSource & TestedWith & { dryRun: boolean };
};

/** Resolves when the run is over and stored, whatever its outcome. */
export function runTest(asked: AskedRun): Promise<Result<ExecutionProgress>> {
  return callAction(post, asked);
}

async function post({ scriptId, input }: AskedRun): Promise<Result<ExecutionProgress>> {
  const response = await fetch(`/api/long/scripts/${scriptId}/test-runs`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(input),
  });
  if (response.ok) return succeed((await response.json()) as ExecutionProgress); // our own release
  const problem = await readProblem(response);
  if (!problem) throw new Error(`answered with status ${response.status} by another`);
  return { ok: false, failure: problem };
}
