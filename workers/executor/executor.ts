// Runs deliveries: claim → batch by script → sandbox → decide → settle. Each function below is one of those words.
import type { Logger } from "pino";
import type { Sql } from "#db/client.ts";
import { claimDeliveries } from "#db/repositories/claim.ts";
import { releaseDeliveries } from "#db/repositories/leases.ts";
import { type ClaimedDelivery, contextJson } from "#lib/deliveries/claimed-delivery.ts";
import { decideSettlement } from "#lib/deliveries/decide-settlement.ts";
import type { SettledAttempt } from "#lib/deliveries/settled-attempt.ts";
import type { RunResult } from "#lib/executions/run-result.ts";
import type { SandboxPool } from "#workers/sandbox/pool.ts";
import { createService, type Service } from "#workers/service.ts";
import { Backlog, unmeasuredCap, type Work } from "./backlog.ts";
import { missingVersion, releasedRun } from "./platform-results.ts";
import { Settler } from "./settler.ts";
import { createSourceCache, type SourceCache } from "./source-cache.ts";

export type ExecutorOptions = {
  sql: Sql;
  log: Logger;
  pool: SandboxPool;
  workerId: string;
  children: number;
  onSettled: (
    attempts: readonly SettledAttempt[],
    news: { emitted: boolean; ready: boolean },
  ) => void;
};

/** Claimed and not yet settled, at most; below half of it the next claim is made while the sandbox works. */
const maxInFlight = 1_000;
const claimBatch = 500;
const pollMs = 500;

export class Executor {
  readonly #options: ExecutorOptions;
  readonly #sources: SourceCache;
  readonly #backlog: Backlog;
  readonly #settler: Settler;
  readonly #claiming: Service;
  readonly #works = new Set<Promise<void>>();
  #running = 0;

  constructor(options: ExecutorOptions) {
    const { sql, log, children } = options;
    this.#options = options;
    this.#sources = createSourceCache(sql);
    this.#backlog = new Backlog({ children, limits: this.#sources.limits });
    this.#settler = new Settler({
      sql,
      log,
      onSettled: (attempts, news) => this.#afterSettle(attempts, news),
    });
    this.#claiming = createService({ name: "claim", log, step: () => this.#claim() });
  }

  start(): void {
    this.#claiming.start();
  }

  /** There may be something to claim. */
  wake(): void {
    this.#claiming.wake();
  }

  /** Claims nothing more, gives back what has not started, and lets what runs finish within `graceMs`. */
  async drain(graceMs: number): Promise<void> {
    await this.#claiming.stop();
    const waiting = this.#backlog.empty();
    await releaseDeliveries(
      this.#options.sql,
      waiting.map(({ executionId }) => executionId),
    );
    await Promise.race([
      Promise.all(this.#works),
      new Promise((resolve) => setTimeout(resolve, graceMs).unref()),
    ]);
    await this.#settler.flush();
  }

  get #inFlight(): number {
    return this.#backlog.size + this.#running + this.#settler.size;
  }

  async #claim(): Promise<number> {
    const room = maxInFlight - this.#inFlight;
    if (this.#inFlight > maxInFlight / 2) return pollMs;
    const claimed = await claimDeliveries(this.#options.sql, {
      workerId: this.#options.workerId,
      limit: Math.min(claimBatch, room),
      scriptCaps: this.#backlog.caps(),
      defaultCap: unmeasuredCap,
    });
    if (claimed.length === 0) return pollMs;
    await this.#sources.prepare(claimed);
    this.#backlog.add(claimed);
    this.#dispatch();
    return 0;
  }

  #dispatch(): void {
    for (;;) {
      const idle = this.#options.pool.idleCapacity();
      const work = idle > 0 ? this.#backlog.take(idle) : null;
      if (!work) return;
      this.#start(work);
    }
  }

  #start(work: Work): void {
    this.#running += work.deliveries.length;
    const running = this.#run(work).finally(() => {
      this.#works.delete(running);
      this.#backlog.finish(work);
      this.#dispatch();
      if (this.#inFlight <= maxInFlight / 2) this.wake();
    });
    this.#works.add(running);
  }

  async #run(work: Work): Promise<void> {
    const byExecution = new Map(
      work.deliveries.map((delivery) => [delivery.executionId, delivery]),
    );
    const finish = (result: RunResult) => {
      const delivery = byExecution.get(result.executionId);
      if (delivery) this.#finish(delivery, result);
      byExecution.delete(result.executionId);
    };
    try {
      await this.#runInSandbox(work, finish);
    } catch (error) {
      this.#options.log.error(
        { err: error, scriptId: work.scriptId },
        "the sandbox failed, its runs go back",
      );
    }
    for (const { executionId } of [...byExecution.values()]) finish(releasedRun(executionId));
  }

  async #runInSandbox(work: Work, finish: (result: RunResult) => void): Promise<void> {
    const script = this.#sources.script(work);
    if (!script) {
      for (const { executionId } of work.deliveries)
        finish(missingVersion(executionId, work.version));
      return;
    }
    const runs = work.deliveries.map((delivery) => ({
      executionId: delivery.executionId,
      contextJson: contextJson(delivery),
      dataJson: delivery.event.dataJson,
    }));
    const limits = this.#sources.limits(work.tenantId);
    await this.#options.pool.run({ script, limits, runs, slots: work.slots }, finish);
  }

  #finish(delivery: ClaimedDelivery, result: RunResult): void {
    this.#running -= 1;
    if (!result.uncharged) this.#backlog.measure(delivery.scriptId, result.durationMs);
    this.#settler.add({
      delivery,
      result,
      settlement: decideSettlement(delivery, result, Math.random()),
    });
  }

  #afterSettle(
    attempts: readonly SettledAttempt[],
    news: { emitted: boolean; ready: boolean },
  ): void {
    this.#options.onSettled(attempts, news);
    if (news.ready || this.#inFlight <= maxInFlight / 2) this.wake();
  }
}
