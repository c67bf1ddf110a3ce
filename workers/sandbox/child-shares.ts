// How many children a script and a tenant may hold at once. Counting stand-ins there may be twice as many children as
// configured: one script never holds more than the configured number, and one tenant always leaves one to the others.
import type { SandboxScript } from "#lib/executions/run-result.ts";

export type ScriptOwner = Pick<SandboxScript, "tenantId" | "scriptId">;

export class ChildShares {
  readonly #children: number;
  readonly #held = new Map<string, number>();
  /** For each child the batches in it, of each tenant and script. */
  readonly #inside = new WeakMap<object, Map<string, number>>();

  constructor(children: number) {
    this.#children = children;
  }

  /** Children that the script's tenant holds. */
  ofTenant({ tenantId }: ScriptOwner): number {
    return this.#held.get(tenantId) ?? 0;
  }

  allows(script: ScriptOwner): boolean {
    const ofScript = this.#held.get(keyOf(script)) ?? 0;
    return ofScript < this.#children && this.ofTenant(script) < 2 * this.#children - 1;
  }

  /** True when a batch of the script may come to others of its tenant in the child. */
  allowsIn(child: object, script: ScriptOwner): boolean {
    if (this.#inside.get(child)?.has(keyOf(script))) return true;
    return (this.#held.get(keyOf(script)) ?? 0) < this.#children;
  }

  take(child: object, script: ScriptOwner): void {
    const inside = this.#inside.get(child) ?? new Map<string, number>();
    this.#inside.set(child, inside);
    for (const key of [script.tenantId, keyOf(script)]) {
      if (add(inside, key, 1) === 1) add(this.#held, key, 1);
    }
  }

  free(child: object, script: ScriptOwner): void {
    const inside = this.#inside.get(child);
    if (!inside) return;
    for (const key of [script.tenantId, keyOf(script)]) {
      if (add(inside, key, -1) === 0) add(this.#held, key, -1);
    }
  }
}

/** Gives the count as it is then. */
function add(counts: Map<string, number>, key: string, change: number): number {
  const count = (counts.get(key) ?? 0) + change;
  if (count > 0) counts.set(key, count);
  else counts.delete(key);
  return count;
}

function keyOf({ tenantId, scriptId }: ScriptOwner): string {
  return `${tenantId} ${scriptId}`;
}
