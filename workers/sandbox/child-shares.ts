// How many children a script and a tenant may hold at once. Counting stand-ins there may be twice as many children as
// configured: one script never holds more than the configured number, and one tenant always leaves one to the others.
import type { SandboxScript } from "#lib/executions/run-result.ts";

export type ScriptOwner = Pick<SandboxScript, "tenantId" | "scriptId">;

export class ChildShares {
  readonly #children: number;
  readonly #held = new Map<string, number>();

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

  take(script: ScriptOwner): void {
    this.#add(script, 1);
  }

  free(script: ScriptOwner): void {
    this.#add(script, -1);
  }

  #add(script: ScriptOwner, change: number): void {
    for (const key of [script.tenantId, keyOf(script)]) {
      const held = (this.#held.get(key) ?? 0) + change;
      if (held > 0) this.#held.set(key, held);
      else this.#held.delete(key);
    }
  }
}

function keyOf({ tenantId, scriptId }: ScriptOwner): string {
  return `${tenantId} ${scriptId}`;
}
