// Saves the lines of long runs as they come, at most once in a pause. Never in the way of the runs: lines that could
// not be saved come again with the next ones, and all of them with the result.
import type { Logger } from "pino";
import type { Sql } from "#db/client.ts";
import { type RunningLog, saveRunningLogs } from "#db/repositories/running-logs.ts";
import type { OpenRun } from "#workers/sandbox/pool.ts";

const pauseMs = 250;

export class LogFlusher {
  readonly #sql: Sql;
  readonly #log: Logger;
  readonly #unsaved = new Map<string, RunningLog>();
  #saving: Promise<void> | null = null;

  constructor({ sql, log }: { sql: Sql; log: Logger }) {
    this.#sql = sql;
    this.#log = log;
  }

  add(run: OpenRun, lines: RunningLog["lines"]): void {
    this.#unsaved.set(run.executionId, { ...run, lines });
    this.#saving ??= this.#saveAll().finally(() => {
      this.#saving = null;
    });
  }

  async #saveAll(): Promise<void> {
    while (this.#unsaved.size > 0) {
      const logs = [...this.#unsaved.values()];
      this.#unsaved.clear();
      await saveRunningLogs(this.#sql, logs).catch((err: unknown) =>
        this.#log.warn({ err, runs: logs.length }, "lines of running executions were not saved"),
      );
      await new Promise((resolve) => setTimeout(resolve, pauseMs).unref());
    }
  }
}
