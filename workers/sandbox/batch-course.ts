// The worker's side of one batch in one child: hears the child's lines, answers sdk calls, knows which run to blame.
import { performance } from "node:perf_hooks";
import type { RunProgress, RunResult, SandboxRun } from "#lib/executions/run-result.ts";
import { buildResult, type Ending, progressOf } from "./build-result.ts";
import { type Answer, OpenHostRun } from "./host-run.ts";
import type { BatchRequest, CallReply, ChildLine, KillReason } from "./protocol.ts";
import type { SdkHost } from "./sdk/host.ts";

export type CourseListener = {
  onResult: (result: RunResult) => void;
  /** All that a run of more than a second has logged and done so far, whenever there is more. */
  onProgress: (executionId: string, progress: RunProgress) => void;
  reply: (reply: CallReply) => void;
  /** A host function has failed: the platform's fault, not the script's. */
  onFault: (error: unknown) => void;
};

/** `reason` as the watchdog or the parent's own fence gave it; null when the process just ended. */
export type ChildDeath = { reason: KillReason | null; signal: NodeJS.Signals | null };

export type Again = { run: SandboxRun; busyFactor: number };

/** What V8 ends a process with when it runs out of memory. */
const memorySignals: readonly (NodeJS.Signals | null)[] = ["SIGABRT", "SIGTRAP", "SIGILL"];
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
  #marked: number | null = null;
  /** The child's watchdog has seen the marked run inside; without it the mark may be out of date. */
  #isConfirmed = false;
  #share = { ms: 0, cpuMs: 0 };
  readonly #took = new Map<number, { ms: number; cpuMs: number }>();
  readonly #waited = new Set<number>();
  #streamedAt = performance.now();
  #heardAt = performance.now();

  constructor(request: BatchRequest, sdk: SdkHost, listener: CourseListener) {
    this.request = request;
    this.#listener = listener;
    for (const [index, run] of request.runs.entries()) {
      this.#open.set(index, new OpenHostRun(run, request.script, request.limits, sdk));
    }
  }

  hear(line: ChildLine): void {
    if (line.kind !== "still") this.#heardAt = performance.now();
    switch (line.kind) {
      case "entered":
        this.#enter(line.index);
        break;
      case "begun":
        this.#begin(line.index);
        this.#waited.add(line.index);
        break;
      case "left":
        this.#marked = null;
        this.#isConfirmed = false;
        break;
      case "still":
        this.#isConfirmed = true;
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

  /** The child is gone: blames the run it was in, if there can be no doubt; the others go again. */
  die(death: ChildDeath): void {
    const guilty = this.#guilty(death);
    if (guilty !== null) this.#blame(guilty, death);
    this.#finish();
  }

  /** How long the child has made no progress. */
  silentMs(now: number): number {
    return now - this.#heardAt;
  }

  /** Looks at the time: streams the log of long runs; true when a run is so late that the child must be ended. */
  isLate(now: number): boolean {
    if (now - this.#streamedAt >= streamAfterMs) this.#stream(now);
    for (const { enteredAt } of this.#open.values()) {
      if (enteredAt !== null && now - enteredAt > this.request.limits.wallMs + wallGraceMs)
        return true;
    }
    return false;
  }

  #enter(index: number): void {
    this.#marked = index;
    this.#isConfirmed = false;
    this.#begin(index);
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
    if (this.#marked === index) this.#marked = null;
    if (letter === "A") this.#goAgain(index, 1);
    else if (letter === "E") this.#goAgain(index, (1.1 * ms) / Math.max(1, cpuMs));
    else this.#deliver(index, { letter, text, ...timesOf(ms), cpuMs });
  }

  #deliver(index: number, ending: Ending): void {
    const run = this.#open.get(index);
    if (!run) return;
    this.#open.delete(index);
    run.close();
    const result = buildResult(run, ending);
    this.hasOverflowed ||= result.outcome === "out_of_memory";
    this.#listener.onResult(result);
  }

  #goAgain(index: number, busyFactor: number): void {
    this.#open.get(index)?.close();
    const run = this.request.runs[index];
    if (this.#open.delete(index) && run) this.again.push({ run, busyFactor });
  }

  /** Memory belongs to the whole isolate: with others waiting in it, nobody can be named. */
  #guilty(death: ChildDeath): number | null {
    if (death.reason === "stop" || death.reason === "orphan") return null;
    const inside = [...this.#open].filter(([, run]) => run.enteredAt !== null);
    const isAlone = inside.length === 1;
    if (isAlone && this.request.runs.length === 1) return inside[0]?.[0] ?? null;
    if (death.reason === null && !this.#isConfirmed) return null;
    return isAlone || !isMemory(death) ? this.#marked : null;
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

function timesOf(ms: number): { startedAt: string; durationMs: number } {
  return { startedAt: new Date(Date.now() - ms).toISOString(), durationMs: ms };
}

function isMemory({ reason, signal }: ChildDeath): boolean {
  return reason === "memory" || (reason === null && memorySignals.includes(signal));
}

function letterOf(death: ChildDeath): "C" | "T" | "O" | "X" {
  if (isMemory(death)) return "O";
  if (death.reason === "cpu") return "C";
  return death.reason === "wall" ? "T" : "X";
}
