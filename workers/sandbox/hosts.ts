// Which children that hold batches may take one more: only of their own tenant, and only while all runs in them wait.
import type { SandboxChild } from "./child-process.ts";
import type { ChildShares, ScriptOwner } from "./child-shares.ts";
import type { JobQueue } from "./job-queue.ts";

type Scene = { children: ReadonlySet<SandboxChild>; shares: ChildShares; queue: JobQueue };

export class Hosts {
  readonly #scene: Scene;

  constructor(scene: Scene) {
    this.#scene = scene;
  }

  /** While others wait for a child, a tenant goes on in one of its own only, so that the rest comes free. */
  of(script: ScriptOwner): SandboxChild[] {
    const { children, shares, queue } = this.#scene;
    const { tenantId } = script;
    const own = [...children].filter((child) => child.tenantId === tenantId);
    if (own.length === 0 || queue.hasAlone(tenantId)) return [];
    const usable = queue.isWantedByOthers(tenantId) ? own.slice(0, 1) : own;
    return usable.filter((child) => shares.allowsIn(child, script) && child.isJoinable());
  }
}
