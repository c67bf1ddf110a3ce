// The isolates of one child: warm ones by script version, least recently used out first, and locked-down spares.
import type { RunLimits } from "#lib/executions/run-limits.ts";
import type { SandboxScript } from "#lib/executions/run-result.ts";
import { scriptKey } from "../script-key.ts";
import type { Outbox } from "./outbox.ts";
import { ScriptIsolate } from "./script-isolate.ts";

const warmIsolates = 12;
const spareIsolates = 2;
const runsPerIsolate = 50_000;

export class IsolateStore {
  readonly #warm = new Map<string, ScriptIsolate>();
  readonly #spares: ScriptIsolate[] = [];
  readonly #outbox: Outbox;
  #heapBytes: number;
  #isPreparing = false;

  constructor(heapBytes: number, outbox: Outbox) {
    this.#heapBytes = heapBytes;
    this.#outbox = outbox;
  }

  /** The script's warm isolate, taken out of the store; undefined when there is none under these limits. */
  takeWarm(script: SandboxScript, limits: RunLimits): ScriptIsolate | undefined {
    const key = scriptKey(script);
    const isolate = this.#warm.get(key);
    this.#warm.delete(key);
    if (isolate?.heapBytes === limits.heapBytes) return isolate;
    isolate?.dispose();
    return undefined;
  }

  /** A locked-down isolate without a script. */
  takeSpare(limits: RunLimits): ScriptIsolate {
    this.#heapBytes = limits.heapBytes;
    const at = this.#spares.findIndex(({ heapBytes }) => heapBytes === limits.heapBytes);
    const [spare] = at < 0 ? [] : this.#spares.splice(at, 1);
    return spare ?? ScriptIsolate.prepareNow(limits.heapBytes, this.#outbox);
  }

  /** Puts a healthy isolate back. */
  keep(script: SandboxScript, isolate: ScriptIsolate): void {
    isolate.unlisten();
    if (isolate.runs >= runsPerIsolate) {
      isolate.dispose();
      return;
    }
    this.#warm.set(scriptKey(script), isolate);
    for (const [key, oldest] of this.#warm) {
      if (this.#warm.size <= warmIsolates) return;
      this.#warm.delete(key);
      oldest.dispose();
    }
  }

  /** Makes the missing spares beside the main thread, one at a time. */
  async refill(): Promise<void> {
    if (this.#isPreparing) return;
    this.#isPreparing = true;
    while (this.#spares.length < spareIsolates) {
      this.#spares.push(await ScriptIsolate.prepare(this.#heapBytes, this.#outbox));
    }
    this.#isPreparing = false;
    this.#dropOddSpares();
  }

  #dropOddSpares(): void {
    const odd = this.#spares.findIndex(({ heapBytes }) => heapBytes !== this.#heapBytes);
    if (odd >= 0) this.#spares.splice(odd, 1)[0]?.dispose();
  }
}
