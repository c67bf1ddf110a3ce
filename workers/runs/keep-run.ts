// Stores a run that no delivery stands behind; what the database cannot hold of it is left out, and said.
import type { Logger } from "pino";
import type { Sql } from "#db/client.ts";
import { isDataError } from "#db/errors.ts";
import { notify } from "#db/repositories/hints.ts";
import { type FinishedRun, storeRun } from "#db/repositories/store-run.ts";
import type { RunResult } from "#lib/executions/run-result.ts";

/** Resolves with the result as it was stored; the router hears of emitted events. */
export async function keepRun(
  run: FinishedRun,
  { sql, log }: { sql: Sql; log: Logger },
): Promise<RunResult> {
  const { stored, emitted } = await store(run, { sql, log });
  if (emitted > 0) await notify(sql, "scriptbus_events").catch(() => log.debug("hint lost"));
  return stored.result;
}

async function store(run: FinishedRun, { sql, log }: { sql: Sql; log: Logger }) {
  try {
    return { stored: run, emitted: await storeRun(sql, run) };
  } catch (err) {
    if (!isDataError(err)) throw err;
    log.error({ err, executionId: run.result.executionId }, "result could not be stored");
    const less = { ...run, result: withoutContent(run.result) };
    return { stored: less, emitted: await storeRun(sql, less) };
  }
}

/** As the settle does it: a success whose events cannot be stored was none. */
function withoutContent(result: RunResult): RunResult {
  const error = {
    name: "UnstorableResult",
    message:
      "The run's result, logs, effects, error or events hold something that cannot be stored",
  };
  const outcome = result.emitted.length > 0 ? "failed" : result.outcome;
  const less = { error, resultJson: null, logs: [], effects: [], emitted: [] };
  return { ...result, ...less, outcome };
}
