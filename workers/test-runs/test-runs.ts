// Test runs: what the web process asks this worker to run at once, beside its deliveries and in the same sandbox.
import { randomUUIDv7 } from "node:crypto";
import type { Logger } from "pino";
import type { Sql } from "#db/client.ts";
import type { InternalAnswer } from "#workers/health-server.ts";
import { keepRun } from "#workers/runs/keep-run.ts";
import { runToEnd } from "#workers/runs/run-once.ts";
import type { SandboxPool } from "#workers/sandbox/pool.ts";
import { finishedRun } from "./finished-run.ts";
import { testRunLimits } from "./limits.ts";
import { type ReadOrder, readOrder } from "./read-order.ts";
import { createRunner, type TestRunner } from "./run-order.ts";

export type TestRunsOptions = { sql: Sql; log: Logger; pool: Pick<SandboxPool, "run"> };

const { perTenant, retryAfterSeconds, attempts } = testRunLimits;

export class TestRuns {
  readonly #options: TestRunsOptions;
  readonly #runOnce: TestRunner;
  readonly #running = new Map<string, number>();
  readonly #works = new Set<Promise<unknown>>();
  #isOpen = false;

  constructor(options: TestRunsOptions) {
    this.#options = options;
    this.#runOnce = createRunner(options);
  }

  open(): void {
    this.#isOpen = true;
  }

  /** Answers with the execution's id when it is stored, whether or not anybody still waits for it. */
  async answer(body: string): Promise<InternalAnswer> {
    if (!this.#isOpen) return notReady;
    const read = readOrder(body);
    if (!read) return { status: 400, body: { code: "malformed" } };
    const { id } = read.order.tenant;
    if (!this.#take(id)) return busy;
    const work = this.#run(read).finally(() => this.#free(id));
    this.#track(work);
    return await work;
  }

  /** No more are taken; resolves when those under way are over, or after `graceMs`. */
  async drain(graceMs: number): Promise<void> {
    this.#isOpen = false;
    const late = new Promise((resolve) => setTimeout(resolve, graceMs).unref());
    await Promise.race([Promise.allSettled(this.#works), late]);
  }

  async #run(read: ReadOrder): Promise<InternalAnswer> {
    const executionId = randomUUIDv7();
    const { sql, log } = this.#options;
    const onLost = () => log.warn({ executionId }, "the sandbox lost a test run");
    const result = await runToEnd(() => this.#runOnce(read, executionId), { attempts, onLost });
    if (result.uncharged) return lost;
    await keepRun(finishedRun(read.order, result), { sql, log });
    return { status: 200, body: { executionId } };
  }

  #take(tenantId: string): boolean {
    const running = this.#running.get(tenantId) ?? 0;
    if (running >= perTenant) return false;
    this.#running.set(tenantId, running + 1);
    return true;
  }

  #free(tenantId: string): void {
    const running = (this.#running.get(tenantId) ?? 1) - 1;
    if (running > 0) this.#running.set(tenantId, running);
    else this.#running.delete(tenantId);
  }

  #track(work: Promise<unknown>): void {
    this.#works.add(work);
    const forget = () => this.#works.delete(work);
    work.then(forget, forget);
  }
}

const notReady: InternalAnswer = { status: 503, body: { code: "not_ready" } };
const lost: InternalAnswer = { status: 503, body: { code: "lost" } };
const busy: InternalAnswer = {
  status: 429,
  headers: { "retry-after": String(retryAfterSeconds) },
  body: { code: "rate_limited" },
};
