// The children that wait for work, longest first, and which of them is to have it.
import { performance } from "node:perf_hooks";
import type { SandboxChild } from "./child-process.ts";
import { Cordon } from "./cordon.ts";
import type { WaitingJob } from "./job-queue.ts";
import { KnownScripts } from "./known-scripts.ts";
import type { PoolRequest } from "./pool-request.ts";
import { scriptKey } from "./script-key.ts";

export class IdleChildren {
  readonly #children = new Set<SandboxChild>();
  readonly #known = new KnownScripts<SandboxChild>();
  readonly #cordon = new Cordon();

  get size(): number {
    return this.#children.size;
  }

  /** A copy: one may take children out meanwhile. */
  all(): SandboxChild[] {
    return [...this.#children];
  }

  add(child: SandboxChild): void {
    this.#children.add(child);
    this.#cordon.rest(child, performance.now());
  }

  delete(child: SandboxChild): void {
    this.#children.delete(child);
  }

  /** Of those that may run the tenant's code the one that knows the script, else any. It is idle no more. */
  take(request: PoolRequest): SandboxChild | undefined {
    const child = this.choose(this.all(), request);
    if (child) this.#children.delete(child);
    return child;
  }

  /** The same of other children. */
  choose(children: readonly SandboxChild[], request: PoolRequest): SandboxChild | undefined {
    const key = scriptKey(request.script);
    const fitting = children.filter((child) => this.#cordon.fits(child, request));
    const child = fitting.find((one) => this.#known.has(one, key)) ?? fitting[0];
    if (!child) return;
    this.#known.add(child, key);
    this.#cordon.enter(child, request, performance.now());
    return child;
  }

  /** The one that is to end so that `job`, which fits none, gets a fresh child. */
  leaver(
    job: WaitingJob,
    scene: { children: Iterable<SandboxChild>; waiting: readonly WaitingJob[] },
  ): SandboxChild | undefined {
    return this.#cordon.leaver(job, { ...scene, idle: this.#children }, performance.now());
  }
}
