// The worker's side of one batch in one child: hears the child's lines, answers sdk calls, knows which run to blame.
import { performance } from "node:perf_hooks";
import type { RunProgress, RunResult, SandboxRun } from "#lib/executions/run-result.ts";
import { buildResult, type Ending, progressOf } from "./build-result.ts";
import { type Answer, OpenHostRun } from "./host-run.ts";
import type { BatchRequest, CallReply, ChildLine } from "./protocol.ts";
import type { SdkHost } from "./sdk/host.ts";
import { type ChildDeath, letterOf } from "./suspect.ts";

export type CourseListener = {
  onResult: (result: RunResult) => void;
  /** All that a run of more than a second has logged and done so far, whenever there is more. */
  onProgress: (executionId: string, progress: RunProgress) => void;
  reply: (reply: CallReply) => void;
  /** A host function has failed: the platform's fault, not the script's. */
  onFault: (error: unknown) => void;
};

export type Again = { run: SandboxRun; busyFactor: number };

const wallGraceMs = 2_000;
const streamAfterMs = 1_000;

/** `finished` lines say less: what the run took comes before them. */
type EndedLine = Extract<ChildLine, { kind: "ended" }>;
type TookLine = Extract<ChildLine, { kind: "took" }>;
type CallLine = Extract<ChildLine, { kind: "call" }>;

export class BatchCourse {
  readonly request: BatchRequest;
  readonly again: Again[] = [];
  isOver = false;
  isWarm = false;
  /** A run of it was out of memory: its pages may stay with the process. */
  hasOverflowed = false;
  readonly #open = new Map<number, OpenHostRun>();
  readonly #listener: CourseListener;
  #share = { ms: 0, cpuMs: 0 };
  readonly #took = new Map<number, { ms: number; cpuMs: number }>();
  readonly #waited = new Set<number>();
  #streamedAt = performance.now();

  constructor(request: BatchRequest, sdk: SdkHost, listener: CourseListener) {
    this.request = request;
    this.#listener = listener;
    for (const [at, run] of request.runs.entries()) {
      this.#open.set(request.base + at, new OpenHostRun(run, request.script, request.limits, sdk));
    }
  }

  owns(index: number): boolean {
    const { base, runs } = this.request;
    return index >= base && index < base + runs.length;
  }

  /** Runs that have begun and not ended. */
  get inside(): number[] {
    return [...this.#open].filter(([, run]) => run.enteredAt !== null).map(([index]) => index);
  }

  /** A line that says nothing about other batches. */
  hear(line: ChildLine): void {
    switch (line.kind) {
      case "entered":
        this.#begin(line.index);
        break;
      case "begun":
        this.#begin(line.index);
        this.#waited.add(line.index);
        break;
      case "call":
        this.#call(line);
        break;
      case "took":
        this.#note(line);
        break;
      case "finished":
        this.#end({ ...line, kind: "ended", ...this.#tookBy(line.index) });
        break;
      case "ended":
        this.#end(line);
        break;
      case "batchEnd":
        this.isWarm = line.warm;
        this.#finish();
    }
  }

  /** The child is gone: the run that is to blame ends, if it is one of these; the others go again. */
  die(death: ChildDeath, guilty: number | null): void {
    if (guilty !== null && this.owns(guilty)) this.#blame(guilty, death);
    this.#finish();
  }

  /** The run has had all of its time. */
  isOverdue(index: number): boolean {
    return (this.#open.get(index)?.elapsedMs ?? 0) > this.request.limits.wallMs;
  }

  /** Looks at the time: streams the log of long runs; true when a run is so late that the child must be ended. */
  isLate(now: number): boolean {
    if (now - this.#streamedAt >= streamAfterMs) this.#stream(now);
    const { wallMs, cpuMs } = this.request.limits;
    // While another run computes, the child cannot end one that waits.
    const mostMs = wallMs + cpuMs + wallGraceMs;
    for (const { enteredAt } of this.#open.values()) {
      if (enteredAt !== null && now - enteredAt > mostMs) return true;
    }
    return false;
  }

  #begin(index: number): void {
    const run = this.#open.get(index);
    if (run) run.enteredAt ??= performance.now();
  }

  #note({ index, ms, cpuMs }: TookLine): void {
    if (index === null) this.#share = { ms, cpuMs };
    else this.#took.set(index, { ms, cpuMs });
  }

  /** The watchdog does not know how long a run has waited whose end it passes on. */
  #tookBy(index: number): { ms: number; cpuMs: number } {
    const waitedMs = this.#waited.has(index) ? (this.#open.get(index)?.elapsedMs ?? 0) : 0;
    const { ms, cpuMs } = this.#share;
    return this.#took.get(index) ?? { ms: Math.max(ms, waitedMs), cpuMs };
  }

  #call({ index, call, name, json }: CallLine): void {
    const run = this.#open.get(index);
    if (!run) return;
    if (call === 0) {
      run.tell({ name, json }, this.#listener.onFault);
      return;
    }
    const answer = run.call({ name, json }, this.#listener.onFault);
    if (answer instanceof Promise) {
      answer.then((late) => this.#reply(index, call, late));
    } else {
      this.#reply(index, call, answer);
    }
  }

  #reply(index: number, call: number, { verdict, json }: Answer): void {
    if (!this.#open.has(index)) return;
    this.#listener.reply({ index, call, verdict, json });
  }

  #end({ index, letter, ms, cpuMs, text }: EndedLine): void {
    if (letter === "A") this.#goAgain(index, 1);
    else if (letter === "E") this.#goAgain(index, (1.1 * ms) / Math.max(1, cpuMs));
    else this.#deliver(index, { letter, text, ...timesOf(ms), cpuMs });
  }

  #deliver(index: number, ending: Ending): void {
    const run = this.#open.get(index);
    if (!run) return;
    run.close();
    const result = buildResult(run, ending);
    this.#open.delete(index);
    this.hasOverflowed ||= result.outcome === "out_of_memory";
    this.#listener.onResult(result);
  }

  #goAgain(index: number, busyFactor: number): void {
    this.#open.get(index)?.close();
    const run = this.request.runs[index - this.request.base];
    if (this.#open.delete(index) && run) this.again.push({ run, busyFactor });
  }

  #blame(index: number, death: ChildDeath): void {
    const ms = performance.now() - (this.#open.get(index)?.enteredAt ?? performance.now());
    this.#deliver(index, { letter: letterOf(death), text: "", ...timesOf(ms), cpuMs: null });
  }

  #finish(): void {
    for (const index of [...this.#open.keys()]) this.#goAgain(index, 1);
    this.isOver = true;
  }

  #stream(now: number): void {
    this.#streamedAt = now;
    for (const run of this.#open.values()) {
      if (run.enteredAt === null || now - run.enteredAt < streamAfterMs) continue;
      if (run.hasNews()) this.#listener.onProgress(run.executionId, progressOf(run));
    }
  }
}

let printed = { ms: Number.NaN, text: "" };

/** Runs of one batch have begun in few different milliseconds. */
function timesOf(durationMs: number): { startedAt: string; durationMs: number } {
  const ms = Math.trunc(Date.now() - durationMs);
  if (ms !== printed.ms) printed = { ms, text: new Date(ms).toISOString() };
  return { startedAt: printed.text, durationMs };
}
