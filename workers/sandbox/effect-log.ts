// What a run did through the sdk, in the order of its calls. A call that is under way when the run ends stays as it began.
import { performance } from "node:perf_hooks";
import { cutText, type Effect, effectLimits } from "#lib/executions/effect.ts";

export type OpenEffect = { effect: Effect; startedAt: number };

const unanswered = "the run ended before this call was answered";

export class EffectLog {
  readonly effects: Effect[] = [];
  #isClosed = false;

  begin(kind: string, bytes: number): OpenEffect {
    const seq = this.effects.length + 1;
    const effect: Effect = { seq, kind, target: "", ms: 0, ok: false, error: unanswered, bytes };
    if (!this.#isClosed) this.effects.push(effect);
    return { effect, startedAt: performance.now() };
  }

  aim({ effect }: OpenEffect, target: string, isDry: boolean): void {
    effect.target = cutText(target, effectLimits.target);
    if (isDry) effect.dry = true;
  }

  succeed(open: OpenEffect, json: string): void {
    if (!this.#stop(open)) return;
    const { effect } = open;
    effect.ok = true;
    delete effect.error;
    effect.bytes = (effect.bytes ?? 0) + Buffer.byteLength(json);
    if (json !== "null") effect.result = cutText(json, effectLimits.result);
  }

  fail(open: OpenEffect, error: string): void {
    if (this.#stop(open)) open.effect.error = cutText(error, effectLimits.error);
  }

  /** Nothing changes any more: what was recorded has become part of a result. */
  close(): void {
    this.#isClosed = true;
  }

  #stop({ effect, startedAt }: OpenEffect): boolean {
    if (this.#isClosed) return false;
    effect.ms = Math.round((performance.now() - startedAt) * 1_000) / 1_000;
    return true;
  }
}
