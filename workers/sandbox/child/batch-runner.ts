// Runs one batch in the child: enters the script once per run, interleaves runs that wait for answers, reports each end.
import type { SandboxRun } from "#lib/executions/run-result.ts";
import { type BatchRequest, type CallReply, type EndLetter, lines } from "../protocol.ts";
import { CpuMeter } from "./cpu-meter.ts";
import { type Heartbeat, monotonicMs } from "./heartbeat.ts";
import type { IsolateStore } from "./isolate-store.ts";
import type { Report } from "./report.ts";
import { type ScriptIsolate, stopOf } from "./script-isolate.ts";
import { rejectionText } from "./unhandled-rejection.ts";

const mostWaiting = 16;
/** While runs wait for answers, entering others stops this often to let the answers in. */
const turnMs = 5;
/** Busy time counts as CPU time when at least this share of it was. */
const busyShare = 0.8;

type OpenRun = { startedAt: number; cpuMs: number; timer: NodeJS.Timeout | null };
type Ending = { letter: EndLetter; text: string };
type Tools = { heartbeat: Heartbeat; store: IsolateStore; report: Report };
type Stop = ReturnType<typeof stopOf>;
type Visit = (isolate: ScriptIsolate, timeout: number) => void;

export class BatchRunner {
  readonly #batch: BatchRequest;
  readonly #mostOpen: number;
  readonly #tools: Tools;
  readonly #onEnd: () => void;
  readonly #open = new Map<number, OpenRun>();
  readonly #endings = new Map<number, Ending>();
  readonly #meter = new CpuMeter();
  #isolate: ScriptIsolate | null = null;
  #isHealthy = true;
  #isWarm = false;
  #isOver = false;
  #next = 0;
  #cpuMs = 0;

  constructor(batch: BatchRequest, tools: Tools, onEnd: () => void) {
    this.#batch = batch;
    this.#mostOpen = Math.max(1, Math.min(mostWaiting, batch.slots));
    this.#tools = tools;
    this.#onEnd = onEnd;
  }

  /** Enters runs until all are entered or too many wait. */
  pump(): void {
    const turnEnds = monotonicMs() + turnMs;
    while (this.#next < this.#batch.runs.length && this.#open.size < this.#mostOpen) {
      const run = this.#batch.runs[this.#next];
      if (run) this.#start(this.#next, run);
      this.#next += 1;
      if (this.#open.size > 0 && monotonicMs() > turnEnds) {
        setImmediate(() => this.pump());
        break;
      }
    }
    this.#rest();
  }

  /** An answer has come: goes on with the run that waited for it. */
  resume({ index, call, verdict, json }: CallReply): void {
    if (!this.#open.has(index)) return;
    this.#tools.report.entered(index);
    this.#visit(index, (isolate, timeout) => isolate.settle(index, call, verdict, json, timeout));
    this.pump();
  }

  #start(index: number, run: SandboxRun): void {
    // One run's CPU limit is the batch's too; the rest of a heavy batch goes alone.
    if (this.#cpuMs > this.#batch.limits.cpuMs) {
      this.#tools.report.ended(index, "A", 0, 0, "");
      return;
    }
    this.#tools.report.entered(index);
    this.#isolate ??= this.#takeIsolate();
    this.#open.set(index, { startedAt: monotonicMs(), cpuMs: 0, timer: null });
    this.#visit(index, (isolate, timeout) =>
      isolate.enter(index, run.contextJson, run.dataJson, timeout),
    );
    this.#watchWait(index);
  }

  /** Guest code runs here and nowhere else. */
  #visit(index: number, visit: Visit): void {
    const run = this.#open.get(index);
    const isolate = this.#isolate;
    if (!run || !isolate) return;
    const { limits, busyFactor } = this.#batch;
    const wallLeft = Math.max(1, run.startedAt + limits.wallMs - monotonicMs());
    const cpuLeft = Math.max(1, limits.cpuMs - run.cpuMs);
    const timeout = Math.ceil(Math.min(wallLeft, cpuLeft * busyFactor));
    const enteredAt = monotonicMs();
    this.#tools.heartbeat.enter(run.startedAt + limits.wallMs, cpuLeft);
    try {
      if (isolate.runs === 0) isolate.load(this.#batch.script.source, timeout);
      visit(isolate, timeout);
      this.#charge(run, enteredAt);
      this.#reportEndings();
    } catch (error) {
      this.#charge(run, enteredAt);
      const isOverdue = monotonicMs() - enteredAt >= timeout - 1;
      const stop = stopOf(error, isolate, isOverdue);
      const text = stop === "rejection" ? rejectionText(error) : "";
      this.#discard(index, letterOf(stop, run, this.#batch), text);
    } finally {
      this.#tools.heartbeat.leave();
    }
  }

  #takeIsolate(): ScriptIsolate {
    const { script, limits } = this.#batch;
    const warm = this.#next === 0 ? this.#tools.store.takeWarm(script, limits) : undefined;
    this.#isWarm ||= warm !== undefined;
    const isolate = warm ?? this.#tools.store.takeSpare(limits);
    const listener = {
      onCall: (index: number, call: number, name: string, json: string) =>
        this.#tools.report.call(index, call, name, json),
      onDone: (index: number, letter: string, text: string) => {
        this.#endings.set(index, { letter: letter as EndLetter, text });
      },
    };
    isolate.listen(listener, this.#batch);
    return isolate;
  }

  #charge(run: OpenRun, enteredAt: number): void {
    const cpuMs = this.#meter.visited(monotonicMs() - enteredAt);
    run.cpuMs += cpuMs;
    this.#cpuMs += cpuMs;
  }

  #reportEndings(): void {
    if (this.#endings.size === 0) return;
    for (const [index, { letter, text }] of this.#endings) this.#close(index, letter, text);
    this.#endings.clear();
  }

  #close(index: number, letter: EndLetter, text: string): void {
    const run = this.#open.get(index);
    if (!run) return;
    this.#open.delete(index);
    if (run.timer) clearTimeout(run.timer);
    this.#tools.report.ended(index, letter, monotonicMs() - run.startedAt, run.cpuMs, text);
  }

  /** The isolate is lost with what waits in it; the runs not entered yet get a new one. */
  #discard(index: number, letter: EndLetter, text: string): void {
    this.#endings.clear();
    // Memory belongs to the whole isolate: with others waiting in it, nobody can be named.
    this.#close(index, letter === "O" && this.#open.size > 1 ? "A" : letter, text);
    for (const other of [...this.#open.keys()]) this.#close(other, "A", "");
    this.#isolate?.dispose();
    this.#isolate = null;
    this.#isHealthy = true;
  }

  /** A run that waits beyond its wall time ends; its isolate serves this batch only. */
  #watchWait(index: number): void {
    const run = this.#open.get(index);
    if (!run) return;
    const wallLeft = run.startedAt + this.#batch.limits.wallMs - monotonicMs();
    run.timer = setTimeout(() => {
      this.#isHealthy = false;
      this.#close(index, "T", "");
      this.pump();
    }, wallLeft);
  }

  #rest(): void {
    if (this.#isOver) return;
    this.#isOver = this.#next >= this.#batch.runs.length && this.#open.size === 0;
    if (!this.#isOver) {
      this.#tools.report.say(lines.left());
      return;
    }
    if (this.#isolate && this.#isHealthy) this.#tools.store.keep(this.#batch.script, this.#isolate);
    else this.#isolate?.dispose();
    this.#tools.report.say(lines.batchEnd(this.#isWarm));
    this.#onEnd();
  }
}

function letterOf(stop: Stop, run: OpenRun, { limits }: BatchRequest): EndLetter {
  if (stop === "memory") return "O";
  if (stop === "rejection") return "F";
  if (run.cpuMs >= limits.cpuMs * busyShare) return "C";
  return monotonicMs() >= run.startedAt + limits.wallMs ? "T" : "E";
}
