// The batches that wait for a child, and whose turn it is.
import { performance } from "node:perf_hooks";
import type { RunResult } from "#lib/executions/run-result.ts";
import type { SandboxChild } from "./child-process.ts";
import type { ChildShares } from "./child-shares.ts";
import type { PoolRequest } from "./pool-request.ts";

export type OnResult = (result: RunResult) => void;
export type Job = {
  request: PoolRequest;
  onResult: OnResult;
  /** Null when the pool has stopped. */
  take: (child: SandboxChild | null) => void;
};
export type WaitingJob = Job & { sinceMs: number };

const lookMs = 50;

export class JobQueue {
  readonly #jobs: WaitingJob[] = [];
  readonly #shares: ChildShares;
  readonly #onWait: () => void;
  #clock: NodeJS.Timeout | null = null;

  /** `onWait` is called again and again while a job waits that could start. */
  constructor(shares: ChildShares, onWait: () => void) {
    this.#shares = shares;
    this.#onWait = onWait;
  }

  get length(): number {
    return this.#jobs.length;
  }

  push(job: Job): void {
    this.#jobs.push({ ...job, sinceMs: performance.now() });
  }

  /** Of the tenant with the fewest children, the oldest job; those with their full share wait. */
  next(passed: ReadonlySet<Job>): WaitingJob | undefined {
    const allowed = this.#allowed().filter((job) => !passed.has(job));
    const ofTenant = ({ request }: Job) => this.#shares.ofTenant(request.script);
    const fewest = Math.min(...allowed.map(ofTenant));
    return allowed.find((job) => ofTenant(job) === fewest);
  }

  /** Those that wait for a share, too. */
  all(): readonly WaitingJob[] {
    return this.#jobs;
  }

  has(tenantId: string): boolean {
    return this.#jobs.some(({ request }) => request.script.tenantId === tenantId);
  }

  /** A job of the tenant needs a child for itself. */
  hasAlone(tenantId: string): boolean {
    return this.#jobs.some(
      ({ request }) => request.isAlone && request.script.tenantId === tenantId,
    );
  }

  /** Jobs of others could start, had they a child. */
  isWantedByOthers(tenantId: string): boolean {
    return this.#allowed().some(({ request }) => request.script.tenantId !== tenantId);
  }

  remove(job: WaitingJob): void {
    this.#jobs.splice(this.#jobs.indexOf(job), 1);
  }

  /** To be called whenever jobs or shares have changed. */
  watch(): void {
    if (this.#allowed().length > 0) this.#clock ??= setInterval(this.#onWait, lookMs);
    else if (this.#clock) {
      clearInterval(this.#clock);
      this.#clock = null;
    }
  }

  empty(): Job[] {
    return this.#jobs.splice(0);
  }

  #allowed(): WaitingJob[] {
    return this.#jobs.filter(({ request }) => this.#shares.allows(request.script));
  }
}
