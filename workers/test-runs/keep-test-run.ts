// Stores a test run; what the database cannot hold of it is left out, and said.
import type { Logger } from "pino";
import type { Sql } from "#db/client.ts";
import { isDataError } from "#db/errors.ts";
import { type FinishedTestRun, storeTestRun } from "#db/repositories/store-test-run.ts";

/** Resolves with the number of emitted events. */
export async function keepTestRun(
  run: FinishedTestRun,
  { sql, log }: { sql: Sql; log: Logger },
): Promise<number> {
  try {
    return await storeTestRun(sql, run);
  } catch (err) {
    if (!isDataError(err)) throw err;
    log.error({ err, executionId: run.result.executionId }, "result could not be stored");
    return await storeTestRun(sql, withoutContent(run));
  }
}

/** As the settle does it: a success whose events cannot be stored was none. */
function withoutContent({ order, result }: FinishedTestRun): FinishedTestRun {
  const error = {
    name: "UnstorableResult",
    message:
      "The run's result, logs, effects, error or events hold something that cannot be stored",
  };
  const outcome = result.emitted.length > 0 ? "failed" : result.outcome;
  const less = { error, resultJson: null, logs: [], effects: [], emitted: [] };
  return { order, result: { ...result, ...less, outcome } };
}
