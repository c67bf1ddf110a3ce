// Test runs: what the web process asks this worker to run at once, beside its deliveries and in the same sandbox.
import { randomUUIDv7 } from "node:crypto";
import type { Logger } from "pino";
import type { Sql } from "#db/client.ts";
import { notify } from "#db/repositories/hints.ts";
import type { RunResult } from "#lib/executions/run-result.ts";
import type { InternalAnswer } from "#workers/health-server.ts";
import type { SandboxPool } from "#workers/sandbox/pool.ts";
import { keepTestRun } from "./keep-test-run.ts";
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
    const result = await this.#runToEnd(read, executionId);
    if (result.uncharged) return lost;
    const { sql, log } = this.#options;
    const emitted = await keepTestRun({ order: read.order, result }, { sql, log });
    if (emitted > 0) await notify(sql, "scriptbus_events").catch(() => log.debug("hint lost"));
    return { status: 200, body: { executionId } };
  }

  /** What the sandbox lost says nothing about the script, so it goes again. */
  async #runToEnd(read: ReadOrder, executionId: string): Promise<RunResult> {
    for (let attempt = 1; ; attempt += 1) {
      const result = await this.#runOnce(read, executionId);
      if (!result.uncharged || attempt === attempts) return result;
      this.#options.log.warn({ executionId }, "the sandbox lost a test run");
    }
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
