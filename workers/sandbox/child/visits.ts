// What the child enters its guest with: several visits at once, each to one run.
import type { CallReply, PackedBatch } from "../protocol.ts";
import type { ScriptIsolate } from "./script-isolate.ts";

export type Visits = {
  /** The runs' indexes, in the order of the visits. */
  indexes: readonly number[];
  /** These runs have not begun before. */
  isFirst: boolean;
  enter: (isolate: ScriptIsolate, timeout: number) => void;
};

/** Characters of one crossing's payloads and contexts, unless one run's are more. */
const mostChars = 512 * 1024;

/** The runs of a batch that have not begun. */
export class WaitingRuns {
  readonly count: number;
  readonly #batch: PackedBatch;
  #next = 0;
  #at = 0;

  constructor(batch: PackedBatch) {
    this.#batch = batch;
    this.count = batch.lengths.length / 2;
  }

  /** The index of the run that begins next. */
  get next(): number {
    return this.#batch.base + this.#next;
  }

  get isEmpty(): boolean {
    return this.#next >= this.count;
  }

  /** So many have begun. */
  drop(begun: number): void {
    for (let i = 0; i < begun; i += 1) {
      this.#at += this.#charsOf(this.#next);
      this.#next += 1;
    }
  }

  /** Begins at most `count`; of these at most `room` may wait. */
  visits(count: number, room: number): Visits {
    const { base, lengths, texts } = this.#batch;
    const indexes: number[] = [];
    let plan = "";
    let chars = 0;
    for (let at = this.#next; at < this.count && indexes.length < count; at += 1) {
      const more = this.#charsOf(at);
      if (indexes.length > 0 && chars + more > mostChars) break;
      chars += more;
      plan += `${plan && ","}${base + at},${lengths[2 * at]},${lengths[2 * at + 1]}`;
      indexes.push(base + at);
    }
    const own = texts.slice(this.#at, this.#at + chars);
    const entry = { plan: `[${plan}]`, texts: own, room, carries: this.#batch.carries };
    return {
      indexes,
      isFirst: true,
      enter: (isolate, timeout) => isolate.begin(entry, timeout),
    };
  }

  #charsOf(index: number): number {
    const { lengths } = this.#batch;
    return (lengths[2 * index] ?? 0) + Math.max(0, lengths[2 * index + 1] ?? 0);
  }
}

/** Gives runs the answers they wait for. */
export function answerVisits(
  answers: ReadonlyMap<number, readonly CallReply[]>,
  room: number,
): Visits {
  const plan = Array.from(answers, ([index, replies]) => [
    index,
    replies.map(({ call, verdict, json }) => [call, verdict, json]),
  ]);
  const planJson = JSON.stringify(plan);
  return {
    indexes: [...answers.keys()],
    isFirst: false,
    enter: (isolate, timeout) => isolate.answer(planJson, room, timeout),
  };
}
