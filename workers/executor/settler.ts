// Collects finished attempts and settles them in batches: the next batch is whatever ended while the last was written.
import type { Logger } from "pino";
import type { Sql } from "#db/client.ts";
import { isDataError } from "#db/errors.ts";
import { settleAttempts } from "#db/repositories/settle.ts";
import { decideSettlement } from "#lib/deliveries/decide-settlement.ts";
import type { SettledAttempt } from "#lib/deliveries/settled-attempt.ts";

export type SettlerOptions = {
  sql: Sql;
  log: Logger;
  /** After each commit: what was settled (leases that still held), and whether other stations have new work. */
  onSettled: (
    attempts: readonly SettledAttempt[],
    news: { emitted: boolean; ready: boolean },
  ) => void;
  /** Nothing more will be written for these: committed, refused as late, or given up. */
  onOver: (attempts: readonly SettledAttempt[]) => void;
};

const maxBatch = 500;
const retryMs = 500;

export class Settler {
  readonly #options: SettlerOptions;
  #pending: SettledAttempt[] = [];
  #writing: Promise<void> | null = null;
  readonly #reduced = new WeakSet<SettledAttempt>();

  constructor(options: SettlerOptions) {
    this.#options = options;
  }

  add(attempt: SettledAttempt): void {
    this.#pending.push(attempt);
    this.#writing ??= this.#writeAll();
  }

  /** Resolves when everything added so far is committed. */
  async flush(): Promise<void> {
    while (this.#writing) await this.#writing;
  }

  async #writeAll(): Promise<void> {
    // One turn of the loop, so that results that arrive together are written together.
    await new Promise(setImmediate);
    while (this.#pending.length > 0) {
      await this.#writeUntilDone(this.#pending.splice(0, maxBatch));
    }
    this.#writing = null;
  }

  /** The database may be away for long; the leases decide whether a late result still counts. */
  async #writeUntilDone(batch: SettledAttempt[]): Promise<void> {
    for (;;) {
      try {
        return await this.#write(batch);
      } catch (error) {
        if (isDataError(error)) return this.#writeApart(batch, error);
        this.#options.log.warn(
          { err: error, attempts: batch.length },
          "settle failed, trying again",
        );
        await new Promise((resolve) => setTimeout(resolve, retryMs));
      }
    }
  }

  async #write(batch: readonly SettledAttempt[]): Promise<void> {
    const { settled, emitted, openedReady } = await settleAttempts(this.#options.sql, batch);
    const held = batch.filter(({ result }) => settled.has(result.executionId));
    const late = batch.length - held.length;
    if (late > 0)
      this.#options.log.warn({ late }, "results refused: their leases were no longer held");
    this.#options.onOver(batch);
    this.#options.onSettled(held, { emitted: emitted > 0, ready: openedReady });
  }

  /** One result the database cannot hold must not stop its neighbours: halve until it is alone, then store less of it. */
  async #writeApart(batch: SettledAttempt[], error: unknown): Promise<void> {
    const [first] = batch;
    if (batch.length === 1 && first) return this.#writeLess(first, error);
    const half = Math.ceil(batch.length / 2);
    await this.#writeUntilDone(batch.slice(0, half));
    await this.#writeUntilDone(batch.slice(half));
  }

  /** What cannot even be stored without its content is given up: its lease ends with this worker. */
  async #writeLess(attempt: SettledAttempt, error: unknown): Promise<void> {
    const { executionId } = attempt.result;
    this.#options.log.error({ err: error, executionId }, "result could not be stored");
    if (this.#reduced.has(attempt)) return this.#options.onOver([attempt]);
    const less = withoutContent(attempt);
    this.#reduced.add(less);
    await this.#writeUntilDone([less]);
  }
}

/** A success whose events cannot be stored was none: it is tried again and dies in the end, where it is seen. */
function withoutContent({
  delivery,
  result,
  settlement,
  queueWaitMs,
}: SettledAttempt): SettledAttempt {
  const error = {
    name: "UnstorableResult",
    message:
      "The run's result, logs, effects, error or events hold something that cannot be stored",
  };
  const less = { ...result, error, resultJson: null, logs: [], effects: [], emitted: [] };
  if (result.emitted.length === 0) return { delivery, settlement, queueWaitMs, result: less };
  const failed = { ...less, outcome: "failed" } as const;
  return {
    delivery,
    result: failed,
    settlement: decideSettlement(delivery, failed, Math.random()),
    queueWaitMs,
  };
}
