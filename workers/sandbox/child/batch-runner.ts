// Runs one batch in the child: enters the script for many runs at once, interleaves those that wait for answers, reports each end.
import {
  type CallReply,
  type EndLetter,
  lines,
  mostOpenRuns,
  type PackedBatch,
} from "../protocol.ts";
import { scriptKey } from "../script-key.ts";
import type { CpuMeter } from "./cpu-meter.ts";
import { account, accountBroken, type Crossing } from "./crossing-account.ts";
import { type Heartbeat, monotonicMs } from "./heartbeat.ts";
import type { IsolateStore } from "./isolate-store.ts";
import { type OpenRun, OpenRuns } from "./open-runs.ts";
import { mostVisits, type Outbox } from "./outbox.ts";
import type { Report } from "./report.ts";
import { type Member, type ScriptIsolate, type StopReason, stopOf } from "./script-isolate.ts";
import type { SoloScripts } from "./solo-scripts.ts";
import { rejectionText } from "./unhandled-rejection.ts";
import { answerVisits, type Visits, WaitingRuns } from "./visits.ts";

const firstVisits = 16;
/** While runs wait for answers, entering others stops this often to let the answers in. */
const turnMs = 5;
/** Busy time counts as CPU time when at least this share of it was. */
const busyShare = 0.8;

export type RunnerTools = {
  heartbeat: Heartbeat;
  store: IsolateStore;
  report: Report;
  outbox: Outbox;
  solo: SoloScripts;
  meter: CpuMeter;
};

export type RunnerListener = {
  /** Nothing more can be done now. */
  onRest: (runner: BatchRunner) => void;
  /** It would go on; others and timers are to have their turn before. */
  onPause: (runner: BatchRunner) => void;
  /** Other batches are in the child. */
  hasOthers: () => boolean;
};

export class BatchRunner implements Member {
  /** All runs have ended. */
  isOver = false;
  /** Since it began, another batch has been in the child. */
  isShared = false;
  readonly #batch: PackedBatch;
  readonly #mostOpen: number;
  readonly #tools: RunnerTools;
  readonly #listener: RunnerListener;
  readonly #open: OpenRuns;
  readonly #accounts: Parameters<typeof account>[1];
  readonly #waiting: WaitingRuns;
  readonly #answers = new Map<number, CallReply[]>();
  #isolate: ScriptIsolate | null = null;
  #isWarm = false;
  /** It has stopped to let others have their turn. */
  #isPaused = false;
  #isSolo: boolean;
  #visits = firstVisits;
  #cpuMs = 0;

  constructor(batch: PackedBatch, tools: RunnerTools, listener: RunnerListener) {
    this.#batch = batch;
    this.#mostOpen = Math.max(1, Math.min(mostOpenRuns, batch.slots));
    this.#tools = tools;
    this.#listener = listener;
    this.#waiting = new WaitingRuns(batch);
    const { outbox, report } = tools;
    const onLate = (index: number): void => this.#endLate(index);
    this.#open = new OpenRuns({ limits: batch.limits, report, onLate });
    this.#accounts = { open: this.#open, outbox, report };
    this.#isSolo = tools.solo.take(scriptKey(batch.script), this.#waiting.count);
  }

  get openRuns(): number {
    return this.#open.size;
  }

  /** The line that says that it is over. */
  get lastLine(): string {
    return lines.batchEnd(this.#batch.base, this.#isWarm);
  }

  /** It could go on at once. */
  get hasWork(): boolean {
    return this.#isPaused || this.#answers.size > 0;
  }

  /** Visits runs until all have begun or too many wait. */
  pump(): void {
    if (this.isOver) return;
    this.#isPaused = false;
    const turnEnds = monotonicMs() + turnMs;
    for (let visits = this.#nextVisits(); visits; visits = this.#nextVisits()) {
      this.#visit(visits);
      if (this.#isAwaited() && monotonicMs() > turnEnds) {
        this.#pause();
        break;
      }
    }
    this.#rest();
  }

  /** Of the answers that have come keeps those that its own runs wait for. */
  take(replies: readonly CallReply[]): void {
    for (const reply of replies) {
      const known = this.#answers.get(reply.index);
      if (known) known.push(reply);
      else if (this.#open.get(reply.index)) this.#answers.set(reply.index, [reply]);
    }
  }

  /** The isolate is gone, by the doing of another batch or of its own: what waited in it goes again. */
  lose(): void {
    for (const index of this.#open.indexes) this.#open.close(index, "A");
    this.#answers.clear();
    this.#isolate = null;
    this.#pause();
  }

  #isAwaited(): boolean {
    return this.#open.size > 0 || this.#listener.hasOthers();
  }

  #pause(): void {
    this.#isPaused = true;
    this.#listener.onPause(this);
  }

  #nextVisits(): Visits | null {
    const count = this.#isSolo ? 1 : this.#visits;
    const room = this.#mostOpen - this.#open.size;
    if (this.#answers.size > 0) {
      const answers = new Map([...this.#answers].slice(0, Math.min(count, mostOpenRuns)));
      return answerVisits(answers, mostOpenRuns);
    }
    // One run's CPU limit is the batch's too; the rest of a heavy batch goes alone.
    while (this.#cpuMs > this.#batch.limits.cpuMs && !this.#waiting.isEmpty) {
      this.#tools.report.ended(this.#waiting.next, "A", 0, 0, "");
      this.#waiting.drop(1);
    }
    return this.#waiting.isEmpty || room <= 0 ? null : this.#waiting.visits(count, room);
  }

  /** Guest code runs here and nowhere else. */
  #visit(visits: Visits): void {
    const { heartbeat, outbox, report } = this.#tools;
    const { source } = this.#batch.script;
    const [first = 0] = visits.indexes;
    const isSingle = visits.indexes.length === 1;
    if (isSingle) report.entered(first);
    this.#isolate ??= this.#enterIsolate();
    const isolate = this.#isolate;
    report.open(outbox, visits.indexes.length);
    const enteredAt = monotonicMs();
    const { wallMs, cpuMs } = this.#open.leastLeft(visits.indexes);
    const timeout = Math.ceil(Math.min(wallMs, cpuMs * this.#batch.busyFactor));
    heartbeat.enter(enteredAt + wallMs, cpuMs);
    try {
      if (!isolate.isLoaded) isolate.load(source, timeout);
      visits.enter(isolate, timeout);
      account(this.#charge(visits, enteredAt), this.#accounts);
    } catch (error) {
      const isOverdue = monotonicMs() - enteredAt >= timeout - 1;
      const stop = stopOf(error, isolate, isOverdue);
      this.#break(isolate, this.#charge(visits, enteredAt), stop, error);
    } finally {
      heartbeat.leave();
    }
    // Or the parent would take it for the one that is inside a later crossing of many.
    if (isSingle) report.add(lines.left());
    report.offer();
  }

  #enterIsolate(): ScriptIsolate {
    const isolate = this.#tools.store.enter(this.#batch, this);
    this.#isWarm ||= isolate.isLoaded;
    return isolate;
  }

  #charge(visits: Visits, enteredAt: number): Crossing {
    const ms = monotonicMs() - enteredAt;
    const cpuMs = this.#tools.meter.visited(ms);
    this.#cpuMs += cpuMs;
    const { begun } = this.#tools.outbox;
    if (visits.isFirst) this.#waiting.drop(Math.max(1, begun));
    if (this.#isolate && visits.isFirst) this.#isolate.runs += begun;
    for (const index of visits.indexes.slice(0, Math.max(1, begun))) this.#answers.delete(index);
    // As many as fitted, and if all did, more the next time.
    const isFull = begun === visits.indexes.length && begun >= this.#visits;
    if (visits.isFirst) this.#visits = Math.min(mostVisits, isFull ? 2 * begun : begun + 1);
    return { indexes: visits.indexes, enteredAt, ms, cpuMs };
  }

  /** The isolate is lost with what waits in it; the runs that have not begun get a new one. */
  #break(isolate: ScriptIsolate, crossing: Crossing, stop: StopReason, error: unknown): void {
    const { solo, store } = this.#tools;
    const { suspect, isSure, visited } = accountBroken(crossing, stop, this.#accounts);
    const run = this.#open.get(suspect);
    const letter = isSure && run ? this.#letterOf(stop, run, isolate) : "A";
    const text = letter === "F" ? rejectionText(error) : "";
    this.#open.close(suspect, letter, text);
    if (visited > 1) {
      this.#isSolo = true;
      solo.add(scriptKey(this.#batch.script));
    }
    store.lose(this.#batch.script, isolate);
  }

  /** No batch that comes later is to meet what is left of it. */
  #endLate(index: number): void {
    if (this.#isolate) this.#isolate.isHealthy = false;
    const wasAnswered = this.#answers.delete(index);
    this.#open.close(index, wasAnswered ? this.#lateLetter() : "T");
    this.pump();
  }

  #letterOf(stop: StopReason, run: OpenRun, isolate: ScriptIsolate): EndLetter {
    // Memory belongs to the whole isolate: with others waiting in it, or given up in it, nobody can be named.
    if (stop === "memory") return isolate.openRuns > 1 || !isolate.isHealthy ? "A" : "O";
    if (stop === "rejection") return "F";
    const { cpuMs, wallMs } = this.#batch.limits;
    if (run.cpuMs >= cpuMs * busyShare) return "C";
    return monotonicMs() >= run.startedAt + wallMs ? this.#lateLetter() : "E";
  }

  /** It had its answer: beside others it may have waited for them; alone, the time is its own. */
  #lateLetter(): EndLetter {
    return this.isShared ? "A" : "T";
  }

  #rest(): void {
    this.isOver = this.#waiting.isEmpty && this.#open.size === 0;
    if (this.isOver && this.#isolate) {
      this.#tools.store.leave(this.#batch.script, this.#isolate, this);
    }
    this.#listener.onRest(this);
  }
}
