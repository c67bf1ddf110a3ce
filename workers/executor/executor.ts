// Runs deliveries: claim → batch by script → sandbox → decide → settle. Each function below is one of those words.
import type { Logger } from "pino";
import type { Sql } from "#db/client.ts";
import { type ClaimOptions, claimDeliveries } from "#db/repositories/claim.ts";
import { releaseDeliveries, releaseUnknown } from "#db/repositories/leases.ts";
import {
  type ClaimedDelivery,
  contextJson,
  pathThrough,
} from "#lib/deliveries/claimed-delivery.ts";
import { decideSettlement } from "#lib/deliveries/decide-settlement.ts";
import type { SettledAttempt } from "#lib/deliveries/settled-attempt.ts";
import type { RunResult } from "#lib/executions/run-result.ts";
import { env } from "#lib/platform/env.ts";
import type { SandboxPool } from "#workers/sandbox/pool.ts";
import { createService, type Service } from "#workers/service.ts";
import { Backlog, unmeasuredCap, type Work } from "./backlog.ts";
import { BufferedScripts, createOffer, type Leasing } from "./leasing.ts";
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
  /** Half of what may be in flight is free again. */
  onRoom: () => void;
};

/** Claimed and not yet settled, at most; below half of it the next claim is made while the sandbox works. */
const maxInFlight = 1_000;
const claimBatch = 500;
/** The same with guests: deliveries of tenants that have nothing waiting here. */
const maxWithGuests = 2_000;
const guestBatch = 64;
const pollMs = 500;
/** After a claim or a fan-out that failed: for so long it may yet turn out to have leased something. */
const doubtMs = 30_000;

type Room = Pick<ClaimOptions, "limit" | "exceptTenants">;

export class Executor {
  readonly #options: ExecutorOptions;
  readonly #sources: SourceCache;
  readonly #backlog: Backlog;
  readonly #settler: Settler;
  readonly #claiming: Service;
  readonly #works = new Set<Promise<void>>();
  /** Execution ids of everything claimed and not yet settled, and since when (monotonic, ms). */
  readonly #held = new Map<string, number>();
  readonly #buffered = new BufferedScripts();
  #doubtUntil = 0;
  #isRoomWanted = false;

  /** For the router of this worker. */
  readonly leasing: Leasing = {
    room: () => Math.max(0, maxInFlight - this.#inFlight),
    wantRoom: () => {
      this.#isRoomWanted = true;
    },
    offer: () =>
      createOffer({
        workerId: this.#options.workerId,
        room: maxInFlight - this.#inFlight,
        buffered: this.#buffered,
        caps: this.#backlog.caps(),
        defaultCap: unmeasuredCap,
      }),
    accept: (leased) => this.#accept(leased),
    doubt: () => this.#doubt(),
  };

  constructor(options: ExecutorOptions) {
    const { sql, log, children } = options;
    this.#options = options;
    this.#sources = createSourceCache(sql, env("SANDBOX_CORDON"));
    this.#backlog = new Backlog({ children, limits: this.#sources.limits });
    this.#settler = new Settler({
      sql,
      log,
      onSettled: (attempts, news) => this.#afterSettle(attempts, news),
      onOver: (attempts) => {
        for (const { result } of attempts) this.#held.delete(result.executionId);
      },
    });
    options.pool.onIdle(() => this.#dispatch());
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
    return this.#held.size;
  }

  async #claim(): Promise<number> {
    this.#dispatch();
    await this.#releaseUnknown();
    const room = this.#room();
    if (!room) return pollMs;
    const claimed = await this.#claimPrepared(room);
    if (claimed.length === 0) return pollMs;
    this.#hold(claimed);
    return 0;
  }

  #hold(claimed: readonly ClaimedDelivery[]): void {
    const now = performance.now();
    for (const { executionId } of claimed) this.#held.set(executionId, now);
    this.#backlog.add(claimed);
    this.#dispatch();
  }

  async #accept(leased: readonly ClaimedDelivery[]): Promise<void> {
    try {
      await this.#sources.prepare(leased);
    } catch (error) {
      this.#doubt();
      throw error;
    }
    this.#hold(leased);
  }

  /** What the next claim may take. While much waits here, only what its tenants do not hold up. */
  #room(): Room | null {
    const inFlight = this.#inFlight;
    if (inFlight <= maxInFlight / 2) {
      return { limit: Math.min(claimBatch, maxInFlight - inFlight), exceptTenants: [] };
    }
    if (inFlight >= maxWithGuests) return null;
    return { limit: guestBatch, exceptTenants: this.#backlog.tenants() };
  }

  async #claimPrepared(room: Room): Promise<ClaimedDelivery[]> {
    const { sql, workerId } = this.#options;
    const scriptCaps = this.#backlog.caps();
    try {
      const claimed = await claimDeliveries(sql, {
        ...room,
        workerId,
        scriptCaps,
        defaultCap: unmeasuredCap,
      });
      const isWhole = claimed.length < room.limit && room.exceptTenants.length === 0;
      if (isWhole) this.#buffered.learn(claimed, (id) => scriptCaps.get(id) ?? unmeasuredCap);
      await this.#sources.prepare(claimed);
      return claimed;
    } catch (error) {
      this.#doubt();
      throw error;
    }
  }

  #doubt(): void {
    this.#doubtUntil = performance.now() + doubtMs;
  }

  /** What a failed claim leased all the same would otherwise stay leased as long as this worker lives. */
  async #releaseUnknown(): Promise<void> {
    if (performance.now() > this.#doubtUntil) return;
    const { sql, workerId, log } = this.#options;
    const released = await releaseUnknown(sql, { workerId, known: [...this.#held.keys()] });
    if (released > 0) log.warn({ released }, "deliveries of a failed claim are back in the buffer");
  }

  #dispatch(): void {
    const { pool } = this.#options;
    for (;;) {
      const idle = Math.max(1, pool.idleCapacity());
      const work = this.#backlog.take(idle, (script) => pool.admits(script));
      if (!work) return;
      this.#start(work);
    }
  }

  #start(work: Work): void {
    const running = this.#run(work).finally(() => {
      this.#works.delete(running);
      this.#backlog.finish(work);
      this.#dispatch();
      this.#fill();
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
      path: pathThrough(delivery),
    }));
    const limits = this.#sources.limits(work.tenantId);
    const cordoned = this.#sources.isCordoned(work.tenantId);
    await this.#options.pool.run({ script, limits, runs, slots: work.slots, cordoned }, finish);
  }

  #finish(delivery: ClaimedDelivery, result: RunResult): void {
    if (!result.uncharged) this.#backlog.measure(delivery, result);
    this.#settler.add({
      delivery,
      result,
      settlement: decideSettlement(delivery, result, Math.random()),
      queueWaitMs: delivery.queueWaitMs + this.#waitedMs(result),
    });
  }

  /** Between the claim and the sandbox. */
  #waitedMs({ executionId, durationMs }: RunResult): number {
    const now = performance.now();
    return Math.max(0, now - (this.#held.get(executionId) ?? now) - durationMs);
  }

  #afterSettle(
    attempts: readonly SettledAttempt[],
    news: { emitted: boolean; ready: boolean },
  ): void {
    this.#options.onSettled(attempts, news);
    if (news.ready) this.wake();
    this.#fill();
  }

  /** When half of the room is free again, whoever fills it is woken: the claim, and the router if it waits for room. */
  #fill(): void {
    if (this.#inFlight > maxInFlight / 2) return;
    if (this.#buffered.some()) this.wake();
    if (this.#isRoomWanted) this.#options.onRoom();
    this.#isRoomWanted = false;
  }
}
