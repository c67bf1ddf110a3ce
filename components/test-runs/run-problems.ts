// Where a test run points to in the source that is in the editor: its error, or why the source could not be run. Pure.
import type { CodeProblem } from "#components/ui/code-problem.ts";
import { escapeInvisible } from "#components/ui/invisible.ts";
import type { ExecutionProgress } from "#lib/executions/execution-detail.ts";
import type { Failure } from "#lib/shared/failure.ts";

type Ended = {
  last: Pick<ExecutionProgress, "error"> | null;
  failure: Failure | null;
};

export function problemsOfRun({ last, failure }: Ended): CodeProblem[] {
  if (failure) return sourceFaults(failure);
  if (!last?.error) return [];
  const { name, message, line, column = 1 } = last.error;
  if (line === undefined) return [];
  return [{ line, column, message: escapeInvisible(`${name}: ${message}`) }];
}

export function sourceFaults({ errors = [] }: Failure): CodeProblem[] {
  return errors.flatMap(({ path, message, line, column = 1 }) =>
    path === "source" && line !== undefined ? [{ line, column, message }] : [],
  );
}

/** What is wrong with one field of the input. */
export function faultAt(failure: Failure | null, path: string): string | undefined {
  return failure?.errors?.find((error) => error.path === path)?.message;
}
