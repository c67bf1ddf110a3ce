// Memory that one thread's guest writes lines of the protocol into and that the host and the watchdog pass on. The guest only
// adds; everybody else works under the report's lock.

/** Numbers at the memory's head. `settled`: up to there lines may be passed on while the guest is still inside. */
const fields = {
  written: 0,
  settled: 1,
  sent: 2,
  visits: 3,
  begun: 4,
  index: 5,
  inside: 6,
  before: 7,
  out: 8,
} as const;
const headBytes = 64;
const stateBytes = 256;
const capacity = 128 * 1024;
const ended = 2;

/** Visits of one crossing at most. */
export const mostVisits = stateBytes;

/** For the guest: where it writes what. */
export const outboxLayout = { fields, headBytes, stateBytes, capacity };

export class Outbox {
  readonly memory: SharedArrayBuffer;
  readonly #head: Int32Array;
  readonly #states: Uint8Array;
  readonly #bytes: Buffer;

  constructor(memory = new SharedArrayBuffer(headBytes + stateBytes + capacity)) {
    this.memory = memory;
    this.#head = new Int32Array(memory, 0, headBytes / 4);
    this.#states = new Uint8Array(memory, headBytes, stateBytes);
    this.#bytes = Buffer.from(memory, headBytes + stateBytes, capacity);
  }

  /** Main thread: a crossing of so many visits begins. */
  open(visits: number): void {
    this.#head.fill(0);
    this.#states.fill(0, 0, visits);
    this.#store("visits", visits);
  }

  /** Visits that the guest has begun. */
  get begun(): number {
    return this.#load("begun");
  }

  /** The index of the run that was visited last. */
  get index(): number {
    return this.#load("index");
  }

  /** One visit only: whatever happens, it is that run's doing. */
  get isSingle(): boolean {
    return this.#load("visits") === 1;
  }

  /** The run visited last is in its first part, and no other's code can run. */
  get isInside(): boolean {
    return this.#load("inside") === 1;
  }

  /** Milliseconds of the crossing that were over when the last visit began. */
  get beforeMs(): number {
    return this.#load("before");
  }

  /** Visits whose lines have been passed on while the guest was still inside. */
  get out(): number {
    return this.#load("out");
  }

  hasEnded(slot: number): boolean {
    return this.#states[slot] === ended;
  }

  /** Lines not passed on yet: those that may go at any time, or all. */
  take(which: "settled" | "written"): Buffer {
    const end = this.#load(which);
    const from = Math.min(end, this.#load("sent"));
    this.#store("sent", end);
    if (end > from) this.#store("out", this.begun);
    return this.#bytes.subarray(from, end);
  }

  /** The guest begins at the front again. */
  rewind(): void {
    for (const field of ["written", "settled", "sent"] as const) this.#store(field, 0);
  }

  #load(field: keyof typeof fields): number {
    return Atomics.load(this.#head, fields[field]);
  }

  #store(field: keyof typeof fields, value: number): void {
    Atomics.store(this.#head, fields[field], value);
  }
}
