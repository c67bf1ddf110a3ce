// The batches in the child, all of one tenant. One at a time is in guest code, for there is one thread; a batch comes to
// others only while all of their runs wait.
import { type CallReply, type ChildRequest, lines, type PackedBatch } from "../protocol.ts";
import { BatchRunner, type RunnerListener, type RunnerTools } from "./batch-runner.ts";

const megabyte = 1024 * 1024;
/** Room for the child's own work above the script's heap: spare isolates, messages, garbage. */
const fenceSlack = 96 * megabyte;

export class Runners {
  readonly #tools: RunnerTools;
  readonly #runners = new Set<BatchRunner>();
  readonly #listener: RunnerListener = {
    onRest: (runner) => this.#rest(runner),
    onPause: (runner) => this.#queue(runner),
    hasOthers: () => this.#runners.size > 1,
  };
  /** Those that have something to do. */
  readonly #ready = new Set<BatchRunner>();
  #hasHadTurn = false;
  /** Requests, for the parent to know whether it has sent more. */
  #heard = 0;

  constructor(tools: RunnerTools) {
    this.#tools = tools;
  }

  hear(request: ChildRequest): void {
    this.#heard += 1;
    if (request.kind === "batch") this.#begin(request);
    else this.#resume(request.replies);
  }

  #begin(batch: PackedBatch): void {
    const { heartbeat, meter } = this.#tools;
    meter.restart();
    heartbeat.wake(process.memoryUsage.rss() + batch.limits.heapBytes + fenceSlack);
    const runner = new BatchRunner(batch, this.#tools, this.#listener);
    this.#runners.add(runner);
    if (this.#runners.size > 1) for (const each of this.#runners) each.isShared = true;
    runner.pump();
  }

  #resume(replies: readonly CallReply[]): void {
    for (const runner of this.#runners) {
      runner.take(replies);
      if (runner.hasWork) this.#ready.add(runner);
    }
    if (!this.#hasHadTurn) this.#goOn();
  }

  #queue(runner: BatchRunner): void {
    this.#ready.add(runner);
    this.#endTurn();
  }

  /** One in each turn of the event loop: the timers of all are to be heard in between. */
  #goOn(): void {
    const [runner] = this.#ready;
    if (!runner) return;
    this.#ready.delete(runner);
    this.#endTurn();
    runner.pump();
  }

  #endTurn(): void {
    if (this.#hasHadTurn) return;
    this.#hasHadTurn = true;
    setImmediate(() => {
      this.#hasHadTurn = false;
      this.#goOn();
    });
  }

  #rest(runner: BatchRunner): void {
    const { report } = this.#tools;
    if (runner.isOver) {
      this.#runners.delete(runner);
      this.#ready.delete(runner);
      report.add(runner.lastLine);
    }
    if (this.#runners.size > 0) this.#tellOthers();
    report.send();
    if (this.#runners.size === 0) this.#sleep();
  }

  #tellOthers(): void {
    const { report, store } = this.#tools;
    if ([...this.#runners].some(({ hasWork }) => hasWork)) {
      report.add(lines.left());
    } else {
      report.add(lines.waits(this.#heard));
      if (store.isShort) setImmediate(() => store.refill());
    }
  }

  #sleep(): void {
    this.#tools.heartbeat.sleep();
    setImmediate(() => this.#tools.store.refill());
  }
}
