// Saves what long runs log and do as it comes, at most once in a pause. Never in the way of the runs: what could not be
// saved comes again with the next, and all of it with the result.
import type { Logger } from "pino";
import type { Sql } from "#db/client.ts";
import { type RunningLog, saveRunningLogs } from "#db/repositories/running-logs.ts";
import type { RunProgress } from "#lib/executions/run-result.ts";
import type { OpenRun } from "#workers/sandbox/pool.ts";

const pauseMs = 250;

export class ProgressFlusher {
  readonly #sql: Sql;
  readonly #log: Logger;
  readonly #unsaved = new Map<string, RunningLog>();
  #saving: Promise<void> | null = null;

  constructor({ sql, log }: { sql: Sql; log: Logger }) {
    this.#sql = sql;
    this.#log = log;
  }

  add(run: OpenRun, { logs, effects }: RunProgress): void {
    this.#unsaved.set(run.executionId, { ...run, lines: logs, effects });
    this.#saving ??= this.#saveAll().finally(() => {
      this.#saving = null;
    });
  }

  async #saveAll(): Promise<void> {
    while (this.#unsaved.size > 0) {
      const logs = [...this.#unsaved.values()];
      this.#unsaved.clear();
      await saveRunningLogs(this.#sql, logs).catch((err: unknown) =>
        this.#log.warn(
          { err, runs: logs.length },
          "the progress of running executions was not saved",
        ),
      );
      await new Promise((resolve) => setTimeout(resolve, pauseMs).unref());
    }
  }
}
