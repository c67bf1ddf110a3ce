// Runs one batch in the child: enters the script for many runs at once, interleaves those that wait for answers, reports each end.
import { type CallReply, type EndLetter, lines, type PackedBatch } from "../protocol.ts";
import { scriptKey } from "../script-key.ts";
import { CpuMeter } from "./cpu-meter.ts";
import { account, accountBroken, type Crossing } from "./crossing-account.ts";
import { type Heartbeat, monotonicMs } from "./heartbeat.ts";
import type { IsolateStore } from "./isolate-store.ts";
import { type OpenRun, OpenRuns } from "./open-runs.ts";
import { mostVisits, type Outbox } from "./outbox.ts";
import type { Report } from "./report.ts";
import { type ScriptIsolate, type StopReason, stopOf } from "./script-isolate.ts";
import type { SoloScripts } from "./solo-scripts.ts";
import { rejectionText } from "./unhandled-rejection.ts";
import { answerVisits, type Visits, WaitingRuns } from "./visits.ts";

const mostWaiting = 16;
const firstVisits = 16;
/** While runs wait for answers, entering others stops this often to let the answers in. */
const turnMs = 5;
/** Busy time counts as CPU time when at least this share of it was. */
const busyShare = 0.8;

type Tools = {
  heartbeat: Heartbeat;
  store: IsolateStore;
  report: Report;
  outbox: Outbox;
  solo: SoloScripts;
};

export class BatchRunner {
  readonly #batch: PackedBatch;
  readonly #mostOpen: number;
  readonly #tools: Tools;
  readonly #onEnd: () => void;
  readonly #open: OpenRuns;
  readonly #accounts: Parameters<typeof account>[1];
  readonly #waiting: WaitingRuns;
  readonly #answers = new Map<number, CallReply[]>();
  readonly #meter = new CpuMeter();
  #isolate: ScriptIsolate | null = null;
  #isHealthy = true;
  #isWarm = false;
  #isOver = false;
  #isSolo: boolean;
  #visits = firstVisits;
  #cpuMs = 0;

  constructor(batch: PackedBatch, tools: Tools, onEnd: () => void) {
    this.#batch = batch;
    this.#mostOpen = Math.max(1, Math.min(mostWaiting, batch.slots));
    this.#tools = tools;
    this.#onEnd = onEnd;
    this.#waiting = new WaitingRuns(batch);
    const { outbox, report } = tools;
    const onLate = (index: number): void => this.#endLate(index);
    this.#open = new OpenRuns({ limits: batch.limits, report, onLate });
    this.#accounts = { open: this.#open, outbox, report };
    this.#isSolo = tools.solo.take(scriptKey(batch.script), this.#waiting.count);
  }

  /** Visits runs until all have begun or too many wait. */
  pump(): void {
    const turnEnds = monotonicMs() + turnMs;
    for (let visits = this.#nextVisits(); visits; visits = this.#nextVisits()) {
      this.#visit(visits);
      if (this.#open.size > 0 && monotonicMs() > turnEnds) {
        setImmediate(() => this.pump());
        break;
      }
    }
    this.#rest();
  }

  /** Answers have come: goes on with the runs that waited for them. */
  resume(replies: readonly CallReply[]): void {
    for (const reply of replies) {
      const known = this.#answers.get(reply.index);
      if (known) known.push(reply);
      else if (this.#open.get(reply.index)) this.#answers.set(reply.index, [reply]);
    }
    this.pump();
  }

  #nextVisits(): Visits | null {
    const count = this.#isSolo ? 1 : this.#visits;
    const room = this.#mostOpen - this.#open.size;
    if (this.#answers.size > 0) {
      const answers = new Map([...this.#answers].slice(0, Math.min(count, mostWaiting)));
      return answerVisits(answers, mostWaiting);
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
    this.#isolate ??= this.#takeIsolate();
    report.open(outbox, visits.indexes.length);
    const enteredAt = monotonicMs();
    const { wallMs, cpuMs } = this.#open.leastLeft(visits.indexes);
    const timeout = Math.ceil(Math.min(wallMs, cpuMs * this.#batch.busyFactor));
    heartbeat.enter(enteredAt + wallMs, cpuMs);
    try {
      if (!this.#isolate.isLoaded) this.#isolate.load(source, timeout);
      visits.enter(this.#isolate, timeout);
      account(this.#charge(visits, enteredAt), this.#accounts);
    } catch (error) {
      const isOverdue = monotonicMs() - enteredAt >= timeout - 1;
      const stop = stopOf(error, this.#isolate, isOverdue);
      this.#break(this.#charge(visits, enteredAt), stop, error);
    } finally {
      heartbeat.leave();
    }
    // Or the parent would take it for the one that is inside a later crossing of many.
    if (isSingle) report.add(lines.left());
    report.offer();
  }

  #takeIsolate(): ScriptIsolate {
    const { script, limits } = this.#batch;
    const { store } = this.#tools;
    const warm = this.#waiting.next === 0 ? store.takeWarm(script, limits) : undefined;
    this.#isWarm ||= warm !== undefined;
    const isolate = warm ?? store.takeSpare(limits);
    isolate.listen((line) => this.#takeLong(line), this.#batch);
    return isolate;
  }

  /** Says where the guest is to go on writing. */
  #takeLong(line: string): number {
    const { report, outbox } = this.#tools;
    const end = outbox.write(line);
    if (end !== null) return end;
    report.putAside(outbox, line);
    // Of a single run all is its own, and may go; only its end waits for what it took.
    if (outbox.isSingle && !line.startsWith("E")) report.pass(outbox, "written");
    return 0;
  }

  #charge(visits: Visits, enteredAt: number): Crossing {
    const ms = monotonicMs() - enteredAt;
    const cpuMs = this.#meter.visited(ms);
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
  #break(crossing: Crossing, stop: StopReason, error: unknown): void {
    const { solo } = this.#tools;
    const { suspect, isSure, visited } = accountBroken(crossing, stop, this.#accounts);
    const run = this.#open.get(suspect);
    const letter = isSure && run ? letterOf(stop, run, this.#batch) : "A";
    const text = letter === "F" ? rejectionText(error) : "";
    // Memory belongs to the whole isolate: with others waiting in it, nobody can be named.
    this.#open.close(suspect, letter === "O" && this.#open.size > 1 ? "A" : letter, text);
    for (const other of this.#open.indexes) this.#open.close(other, "A");
    if (visited > 1) {
      this.#isSolo = true;
      solo.add(scriptKey(this.#batch.script));
    }
    this.#answers.clear();
    this.#isolate?.dispose();
    this.#isolate = null;
    this.#isHealthy = true;
  }

  /** Its isolate serves this batch only. */
  #endLate(index: number): void {
    this.#isHealthy = false;
    this.#answers.delete(index);
    this.#open.close(index, "T");
    this.pump();
  }

  #rest(): void {
    if (this.#isOver) return;
    this.#isOver = this.#waiting.isEmpty && this.#open.size === 0;
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

function letterOf(stop: StopReason, run: OpenRun, { limits }: PackedBatch): EndLetter {
  if (stop === "memory") return "O";
  if (stop === "rejection") return "F";
  if (run.cpuMs >= limits.cpuMs * busyShare) return "C";
  return monotonicMs() >= run.startedAt + limits.wallMs ? "T" : "E";
}
