// Which child may run whose code: where a cordoned tenant's code runs, nobody else's ran before or runs after. And
// which idle child makes room for those who may use none.
import type { SandboxChild } from "./child-process.ts";
import type { WaitingJob } from "./job-queue.ts";
import type { PoolRequest } from "./pool-request.ts";

/** How long a child stays with those whose work waits, or with those who may soon have some. */
const turnMs = 1_000;

type Child = Pick<SandboxChild, "isSpent">;
type Claim = { script: Pick<PoolRequest["script"], "tenantId">; cordoned: boolean };

/** `tenantId` is null when it has been several. */
type Past = { tenantId: string | null; isCordoned: boolean; sinceMs: number; lastMs: number };

type Scene<C> = { children: Iterable<C>; idle: Iterable<C>; waiting: readonly WaitingJob[] };

export class Cordon {
  /** Those that have served nobody have none. */
  readonly #pasts = new WeakMap<Child, Past>();

  fits(child: Child, { script, cordoned }: Claim): boolean {
    const past = this.#pasts.get(child);
    if (!past || past.tenantId === script.tenantId) return true;
    return !cordoned && !past.isCordoned;
  }

  enter(child: Child, { script: { tenantId }, cordoned }: Claim, nowMs: number): void {
    const past = this.#pasts.get(child);
    this.#pasts.set(child, {
      tenantId: !past || past.tenantId === tenantId ? tenantId : null,
      isCordoned: cordoned || past?.isCordoned === true,
      sinceMs: past?.sinceMs ?? nowMs,
      lastMs: nowMs,
    });
  }

  rest(child: Child, nowMs: number): void {
    const past = this.#pasts.get(child);
    if (past) past.lastMs = nowMs;
  }

  /** The idle child that ends so that `job`, which fits none of them, gets a fresh one; the oldest that may. */
  leaver<C extends Child>(job: WaitingJob, scene: Scene<C>, nowMs: number): C | undefined {
    // One that is spent goes anyway.
    const idle = [...scene.idle].filter((child) => !child.isSpent);
    const isFree = (child: C) => !scene.waiting.some(({ request }) => this.fits(child, request));
    const isOver = (since: "sinceMs" | "lastMs") => (child: C) =>
      nowMs - (this.#pasts.get(child)?.[since] ?? nowMs) > turnMs;
    if (!this.#isUrgent(job, scene.children, nowMs)) {
      return idle.filter(isFree).find(isOver("lastMs"));
    }
    return idle.find(isFree) ?? idle.find(isOver("sinceMs"));
  }

  /** It has waited for a turn, or there is no child whose turn it could wait for. */
  #isUrgent({ request, sinceMs }: WaitingJob, children: Iterable<Child>, nowMs: number): boolean {
    if (nowMs - sinceMs > turnMs) return true;
    return ![...children].some((child) => this.#pasts.has(child) && this.fits(child, request));
  }
}
