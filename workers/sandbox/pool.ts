// The sandbox as the executor knows it: a fixed number of killable children that run batches of guest code.
import type { RunProgress, SandboxBatch } from "#lib/executions/run-result.ts";
import type { BatchCourse } from "./batch-course.ts";
import { SandboxChild } from "./child-process.ts";
import { ChildShares, type ScriptOwner } from "./child-shares.ts";
import { Courses } from "./courses.ts";
import { Hosts } from "./hosts.ts";
import { IdleChildren } from "./idle-children.ts";
import { JobQueue, type OnResult, type WaitingJob } from "./job-queue.ts";
import { type CommandPrefix, findNetworkNamespace } from "./network-namespace.ts";
import type { PoolRequest } from "./pool-request.ts";
import { openSdkHost, type SdkHost } from "./sdk/host.ts";
import type { SdkServices } from "./sdk/sdk-services.ts";

type Write = (fields: object, message: string) => void;
export type SandboxLog = { debug: Write; info: Write; warn: Write; error: Write };

export type SandboxPoolOptions = {
  children: number;
  log: SandboxLog;
  sdk: SdkServices;
  /** All that a run of more than a second has logged and done so far, whenever there is more; the result has it, too. */
  onProgress?: ((run: OpenRun, progress: RunProgress) => void) | undefined;
};

export type OpenRun = { executionId: string; tenantId: string };

export type SandboxStats = {
  children: number;
  busyChildren: number;
  restarts: number;
  isolateHits: number;
  isolateMisses: number;
};

export type SandboxWalls = { permissionModel: boolean; networkNamespace: boolean };

const deathsBeforeUp = 5;
const restartPauseMs = 1_000;

export class SandboxPool {
  readonly #options: SandboxPoolOptions;
  readonly #sdk: SdkHost;
  readonly #children = new Set<SandboxChild>();
  readonly #idle = new IdleChildren();
  readonly #spent = new WeakSet<SandboxChild>();
  /** Told to end, and not yet gone. */
  readonly #leaving = new Set<SandboxChild>();
  readonly #queue: JobQueue;
  readonly #shares: ChildShares;
  /** Children that take one more batch of their tenant. */
  readonly #hosts: Hosts;
  readonly #courses: Courses;
  readonly #counts = { restarts: 0, isolateHits: 0, isolateMisses: 0 };
  readonly #restarts = new Set<NodeJS.Timeout>();
  #namespace: CommandPrefix | null = null;
  #isStopped = false;
  #deathsBeforeUp = 0;
  #onStarted: (error: Error | null) => void = () => {};
  #onIdle: () => void = () => {};

  constructor(options: SandboxPoolOptions) {
    this.#options = options;
    this.#sdk = openSdkHost(options.sdk);
    this.#shares = new ChildShares(options.children);
    this.#queue = new JobQueue(this.#shares, () => this.#relieve());
    const [children, shares, queue] = [this.#children, this.#shares, this.#queue];
    this.#hosts = new Hosts({ children, shares, queue });
    this.#courses = new Courses(this.#sdk, {
      takeChild: (request, onResult) => this.#takeChild(request, onResult),
      onOver: (course, child) => this.#leave(course, child),
      onProgress: (run, progress) => options.onProgress?.(run, progress),
      onFault: (err) => options.log.error({ err }, "an sdk call failed on the host's side"),
    });
  }

  /** Resolves when all children can run code; rejects when they die before they could. */
  async start(): Promise<void> {
    this.#namespace = await findNetworkNamespace();
    return new Promise((resolve, reject) => {
      this.#onStarted = (error) => (error ? reject(error) : resolve());
      for (let i = 0; i < this.#options.children; i += 1) this.#spawn();
    });
  }

  /** Resolves when every run of the batch has had exactly one result. Never rejects. */
  async run(batch: SandboxBatch, onResult: OnResult): Promise<void> {
    const slots = Math.max(1, batch.slots);
    const { budgets } = this.#sdk;
    const given = { busyFactor: 1, cordoned: false, isAlone: false, carries: "payload" } as const;
    const request: PoolRequest = { kind: "batch", ...given, ...batch, slots, budgets };
    if (batch.runs.length > 0) await this.#courses.run(request, onResult);
  }

  /** What stands around the children on this system, beside the isolates in them; known once started. */
  walls(): SandboxWalls {
    return { permissionModel: true, networkNamespace: this.#namespace !== null };
  }

  stats(): SandboxStats {
    const busyChildren = [...this.#children].filter((child) => child.isBusy).length;
    return { children: this.#children.size, busyChildren, ...this.#counts };
  }

  /** Children that could enter code right now. */
  idleCapacity(): number {
    return Math.max(0, this.#idle.size - this.#queue.length);
  }

  /**
   * True when a batch of the script would start now, or is its tenant's only one in line: then a stand-in comes if
   * every child stays blocked.
   */
  admits(script: ScriptOwner): boolean {
    const isInLine = this.#queue.has(script.tenantId);
    if (!isInLine && this.#hosts.of(script).length > 0) return true;
    if (!this.#shares.allows(script)) return false;
    return this.idleCapacity() > 0 || !isInLine;
  }

  /** `listener` is told whenever more may start: a child is free or takes one more, a new one is there, or a tenant's share is. */
  onIdle(listener: () => void): void {
    this.#onIdle = listener;
  }

  /** Ends the children; runs that are under way or waiting end uncharged. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    for (const job of this.#queue.empty()) job.take(null);
    this.#queue.watch();
    for (const restart of this.#restarts) clearTimeout(restart);
    const children = [...this.#children, ...this.#leaving];
    for (const child of children) child.kill("stop");
    await Promise.all(children.map((child) => child.gone));
  }

  /** More may start. */
  #goOn(): void {
    this.#dispatch();
    this.#onIdle();
  }

  #takeChild(request: PoolRequest, onResult: OnResult): Promise<SandboxChild | null> {
    if (this.#isStopped) return Promise.resolve(null);
    return new Promise((take) => {
      this.#queue.push({ request, onResult, take });
      this.#dispatch();
    });
  }

  /**
   * Each job to a child of its tenant that takes one more, else to an idle one that may run it; those that find none get
   * the fresh ones that come, one each.
   */
  #dispatch(): void {
    for (const job of [...this.#queue.all()]) this.#join(job);
    const passed = new Set<WaitingJob>();
    const next = () => (this.#idle.size > 0 ? this.#queue.next(passed) : undefined);
    for (let job = next(); job; job = next()) {
      if (this.#give(job)) continue;
      passed.add(job);
      if (passed.size > this.#coming()) this.#makeRoom(job);
    }
    this.#queue.watch();
  }

  /** With fewer runs at a time than it may have it joins only when it finds no other child. */
  #join(job: WaitingJob): void {
    const { script, slots, runs } = job.request;
    const isPicky = this.#idle.size > 0 && this.#shares.allows(script);
    const wanted = isPicky ? Math.min(slots, runs.length) : 1;
    const hosts = this.#hosts.of(script).filter(({ room }) => room >= wanted);
    const child = this.#idle.choose(hosts, job.request);
    if (child) this.#start(job, child);
  }

  #give(job: WaitingJob): boolean {
    const child = this.#idle.take(job.request);
    if (child) this.#start(job, child);
    return child !== undefined;
  }

  #start(job: WaitingJob, child: SandboxChild): void {
    const { script } = job.request;
    const { tenantId, scriptId } = script;
    this.#options.log.debug({ pid: child.pid, tenantId, scriptId }, "a batch enters a child");
    this.#queue.remove(job);
    this.#shares.take(child, script);
    child.reserve();
    job.take(child);
  }

  #coming(): number {
    return [...this.#children].filter(({ hasBeenUp }) => !hasBeenUp).length;
  }

  #makeRoom(job: WaitingJob): void {
    // A child that has just come to rest still counts in its tenant's share, whose next job may want it in a moment.
    const scene = { children: this.#children, waiting: this.#queue.all() };
    const leaver = this.#idle.leaver(job, scene);
    if (!leaver) return;
    this.#drop(leaver);
    this.#spawn();
  }

  /** While jobs wait: idle children make room when it is time, and blocked ones get stand-ins, at most one each. */
  #relieve(): void {
    this.#dispatch();
    if (this.#children.size >= 2 * this.#options.children) return;
    if ([...this.#children].every((child) => child.isUp && child.isBlocked())) this.#spawn();
  }

  #leave(course: BatchCourse, child: SandboxChild): void {
    this.#shares.free(child, course.request.script);
    this.#goOn();
    if (course.isWarm) this.#counts.isolateHits += 1;
    else this.#counts.isolateMisses += 1;
  }

  #spawn(): void {
    const child = new SandboxChild(this.#namespace ?? [], {
      onUp: (up) => this.#rise(up),
      onIdle: (idle) => this.#rest(idle),
      onLull: () => this.#goOn(),
      onDown: (down) => this.#replace(down),
      onBroken: ({ pid }, err) =>
        this.#options.log.error({ pid, err }, "a sandbox child is broken"),
    });
    this.#children.add(child);
  }

  #rise(child: SandboxChild): void {
    this.#deathsBeforeUp = 0;
    this.#rest(child);
    const up = [...this.#children].filter(({ isUp }) => isUp).length;
    if (up >= this.#options.children) this.#onStarted(null);
  }

  #rest(child: SandboxChild): void {
    if (child.isSpent && !this.#spent.has(child)) {
      this.#spent.add(child);
      this.#spawn();
    }
    this.#idle.add(child);
    this.#dropSpent();
    this.#dispatch();
    this.#shed();
    this.#onIdle();
  }

  /** Those that are spent go when others have taken their place. */
  #dropSpent(): void {
    for (const child of this.#idle.all()) {
      const up = [...this.#children].filter(({ isUp }) => isUp).length;
      if (child.isSpent && up > this.#options.children) this.#drop(child);
    }
  }

  #drop(child: SandboxChild): void {
    this.#children.delete(child);
    this.#idle.delete(child);
    this.#leaving.add(child);
    child.kill("stop");
  }

  /** Stand-ins stay as long as they stand in for somebody. */
  #shed(): void {
    const children = [...this.#children];
    if (children.some((child) => child.isBlocked())) return;
    for (const child of this.#idle.all().reverse()) {
      if (this.#children.size <= this.#options.children) return;
      this.#drop(child);
    }
  }

  #replace(child: SandboxChild): void {
    this.#children.delete(child);
    this.#idle.delete(child);
    this.#leaving.delete(child);
    if (this.#isStopped || child.isStopped) return;
    this.#counts.restarts += 1;
    this.#options.log.warn({ pid: child.pid }, "a sandbox child ended; starting another");
    if (child.hasBeenUp) {
      if (this.#children.size < this.#options.children || this.#queue.length > 0) this.#spawn();
      return;
    }
    this.#deathsBeforeUp += 1;
    if (this.#deathsBeforeUp >= deathsBeforeUp) {
      this.#onStarted(new Error("sandbox children end before they are up"));
    }
    const restart = setTimeout(() => {
      this.#restarts.delete(restart);
      this.#spawn();
    }, restartPauseMs);
    this.#restarts.add(restart);
  }
}
