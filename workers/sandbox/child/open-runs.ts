// The runs of a batch that have begun and not ended: they wait for the host, each with its own wall time.
import type { RunLimits } from "#lib/executions/run-limits.ts";
import { type EndLetter, lines } from "../protocol.ts";
import { monotonicMs } from "./heartbeat.ts";
import type { Report } from "./report.ts";

export type OpenRun = { startedAt: number; cpuMs: number; timer: NodeJS.Timeout | null };

type Options = { limits: RunLimits; report: Report; onLate: (index: number) => void };

export class OpenRuns {
  readonly #runs = new Map<number, OpenRun>();
  readonly #options: Options;

  constructor(options: Options) {
    this.#options = options;
  }

  get size(): number {
    return this.#runs.size;
  }

  get indexes(): number[] {
    return [...this.#runs.keys()];
  }

  get(index: number): OpenRun | undefined {
    return this.#runs.get(index);
  }

  /** What the run that has least left has left. */
  leastLeft(indexes: readonly number[]): { wallMs: number; cpuMs: number } {
    let { wallMs, cpuMs } = this.#options.limits;
    for (const index of indexes) {
      const run = this.#runs.get(index);
      if (!run) continue;
      wallMs = Math.min(wallMs, this.#wallLeft(run.startedAt));
      cpuMs = Math.min(cpuMs, this.#options.limits.cpuMs - run.cpuMs);
    }
    return { wallMs: Math.max(1, wallMs), cpuMs: Math.max(1, cpuMs) };
  }

  /** A run waits; beyond its wall time it ends. */
  wait(index: number, startedAt: number, cpuMs: number): void {
    const timer = setTimeout(() => this.#options.onLate(index), this.#wallLeft(startedAt));
    this.#runs.set(index, { startedAt, cpuMs, timer });
    this.#options.report.add(lines.begun(index));
  }

  /** A run is about to be ended from outside. */
  admit(index: number, startedAt: number): OpenRun {
    const run = this.#runs.get(index) ?? { startedAt, cpuMs: 0, timer: null };
    this.#runs.set(index, run);
    return run;
  }

  /** The child says how the run ended. */
  close(index: number, letter: EndLetter, text = ""): void {
    const run = this.forget(index);
    if (!run) return;
    this.#options.report.ended(index, letter, monotonicMs() - run.startedAt, run.cpuMs, text);
  }

  /** The guest has said how the run ended. */
  forget(index: number): OpenRun | undefined {
    const run = this.#runs.get(index);
    if (run?.timer) clearTimeout(run.timer);
    this.#runs.delete(index);
    return run;
  }

  #wallLeft(startedAt: number): number {
    return startedAt + this.#options.limits.wallMs - monotonicMs();
  }
}
