// The isolates of one child by script version: those that batches are in, warm ones, least recently used out first, and
// locked-down spares.
import type { RunLimits } from "#lib/executions/run-limits.ts";
import type { SandboxScript } from "#lib/executions/run-result.ts";
import type { PackedBatch } from "../protocol.ts";
import { scriptKey } from "../script-key.ts";
import { type Exit, type Member, ScriptIsolate } from "./script-isolate.ts";

const warmIsolates = 12;
const spareIsolates = 2;
const runsPerIsolate = 50_000;

export class IsolateStore {
  readonly #used = new Map<string, ScriptIsolate>();
  readonly #warm = new Map<string, ScriptIsolate>();
  readonly #spares: ScriptIsolate[] = [];
  readonly #exit: Exit;
  #heapBytes: number;
  #isPreparing = false;

  constructor(heapBytes: number, exit: Exit) {
    this.#heapBytes = heapBytes;
    this.#exit = exit;
  }

  /** The isolate that other batches of the script are in, its warm one, or one without a script. */
  enter(batch: PackedBatch, member: Member): ScriptIsolate {
    const key = scriptKey(batch.script);
    const isolate = this.#usedBy(key, batch) ?? this.#takeFree(key, batch);
    isolate.members.add(member);
    return isolate;
  }

  /** Who leaves it last puts it back when it is healthy. */
  leave(script: SandboxScript, isolate: ScriptIsolate, member: Member): void {
    isolate.members.delete(member);
    if (isolate.members.size > 0) return;
    this.#forget(script, isolate);
    if (isolate.isHealthy && isolate.runs < runsPerIsolate) this.#keep(script, isolate);
    else isolate.dispose();
  }

  /** It is lost, for all who are in it. */
  lose(script: SandboxScript, isolate: ScriptIsolate): void {
    this.#forget(script, isolate);
    isolate.dispose();
    for (const member of isolate.members) member.lose();
  }

  get isShort(): boolean {
    return this.#spares.length < spareIsolates && !this.#isPreparing;
  }

  /** Makes the missing spares beside the main thread, one at a time. */
  async refill(): Promise<void> {
    if (this.#isPreparing) return;
    this.#isPreparing = true;
    while (this.#spares.length < spareIsolates) {
      this.#spares.push(await ScriptIsolate.prepare(this.#heapBytes, this.#exit));
    }
    this.#isPreparing = false;
    this.#dropOddSpares();
  }

  #usedBy(key: string, batch: PackedBatch): ScriptIsolate | undefined {
    const isolate = this.#used.get(key);
    if (!isolate?.isHealthy || isolate.runs >= runsPerIsolate) return;
    return isolate.isConfigured(batch) ? isolate : undefined;
  }

  #takeFree(key: string, batch: PackedBatch): ScriptIsolate {
    const isolate = this.#takeWarm(key, batch.limits) ?? this.#takeSpare(batch.limits);
    isolate.configure(batch);
    this.#used.set(key, isolate);
    return isolate;
  }

  #takeWarm(key: string, limits: RunLimits): ScriptIsolate | undefined {
    const isolate = this.#warm.get(key);
    this.#warm.delete(key);
    if (isolate?.heapBytes === limits.heapBytes) return isolate;
    isolate?.dispose();
    return undefined;
  }

  #takeSpare(limits: RunLimits): ScriptIsolate {
    this.#heapBytes = limits.heapBytes;
    const at = this.#spares.findIndex(({ heapBytes }) => heapBytes === limits.heapBytes);
    const [spare] = at < 0 ? [] : this.#spares.splice(at, 1);
    return spare ?? ScriptIsolate.prepareNow(limits.heapBytes, this.#exit);
  }

  #forget(script: SandboxScript, isolate: ScriptIsolate): void {
    const key = scriptKey(script);
    if (this.#used.get(key) === isolate) this.#used.delete(key);
  }

  #keep(script: SandboxScript, isolate: ScriptIsolate): void {
    const key = scriptKey(script);
    this.#warm.get(key)?.dispose();
    this.#warm.set(key, isolate);
    for (const [oldestKey, oldest] of this.#warm) {
      if (this.#warm.size <= warmIsolates) return;
      this.#warm.delete(oldestKey);
      oldest.dispose();
    }
  }

  #dropOddSpares(): void {
    const odd = this.#spares.findIndex(({ heapBytes }) => heapBytes !== this.#heapBytes);
    if (odd >= 0) this.#spares.splice(odd, 1)[0]?.dispose();
  }
}
