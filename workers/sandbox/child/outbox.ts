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
  full: 8,
  early: 9,
  earlyIndex: 10,
} as const;
const headBytes = 64;
const stateBytes = 256;
const capacity = 1024 * 1024;
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
  /** Main thread: what had no room, and all before it. */
  #aside: (string | Buffer)[] = [];

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
    this.#aside = [];
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

  hasEnded(slot: number): boolean {
    return this.#states[slot] === ended;
  }

  /** Main thread, called by the guest: writes what the guest itself does not; null without room, else where it ends. */
  write(line: string): number | null {
    const from = this.#load("written");
    // One UTF-16 unit takes three bytes of UTF-8 at most.
    if (from + 3 * line.length > capacity) return null;
    const end = from + this.#bytes.write(line, from);
    this.#store("written", end);
    return end;
  }

  /** Main thread: makes room. What counts of the crossing is said when it is over: the watchdog passes on no more of it. */
  putAside(line: string): void {
    this.#store("full", 1);
    this.#aside.push(Buffer.from(this.#cut("written")), line);
    for (const field of ["written", "settled", "sent", "early"] as const) this.#store(field, 0);
  }

  /** Lines not passed on yet: those that may go at any time, or all. */
  take(which: "settled" | "written"): Buffer {
    const aside = this.#aside.splice(0).map((part) => Buffer.from(part));
    if (aside.length > 0) this.#store("full", 0);
    if (this.#load("full") === 1) return Buffer.alloc(0);
    return aside.length > 0 ? Buffer.concat([...aside, this.#cut(which)]) : this.#cut(which);
  }

  /**
   * Watchdog: what the run visited last has logged. Nothing else of a crossing of several may go before it is over: a
   * rejection that comes to light then may be anybody's.
   */
  takeEarly(): Buffer {
    if (this.#load("full") === 1) return Buffer.alloc(0);
    const end = this.#load("settled");
    const from = Math.max(this.#load("sent"), this.#load("early"));
    this.#store("early", end);
    this.#store("earlyIndex", this.index);
    return linesOf(this.#bytes.subarray(from, end), (line) => isTold(line, this.index));
  }

  /** The end that a run said counts no more. */
  dropEnd(index: number): void {
    this.#aside = this.#aside.filter(
      (part) => typeof part !== "string" || !part.startsWith(`E${index} `),
    );
  }

  #cut(which: "settled" | "written"): Buffer {
    const end = this.#load(which);
    const from = Math.min(end, this.#load("sent"));
    const early = Math.min(end, this.#load("early"));
    this.#store("sent", end);
    if (early <= from) return this.#bytes.subarray(from, end);
    const index = this.#load("earlyIndex");
    const rest = linesOf(this.#bytes.subarray(from, early), (line) => !isTold(line, index));
    return Buffer.concat([rest, this.#bytes.subarray(early, end)]);
  }

  #load(field: keyof typeof fields): number {
    return Atomics.load(this.#head, fields[field]);
  }

  #store(field: keyof typeof fields, value: number): void {
    Atomics.store(this.#head, fields[field], value);
  }
}

/** A message of the run that nobody answers: a line of its log. */
function isTold(line: string, index: number): boolean {
  return line.startsWith(`C${index} 0 `);
}

/** Of whole lines those that are wanted. */
function linesOf(bytes: Buffer, isWanted: (line: string) => boolean): Buffer {
  const lines = bytes.toString("utf8").split("\n").slice(0, -1);
  return Buffer.from(
    lines
      .filter(isWanted)
      .map((line) => `${line}\n`)
      .join(""),
  );
}
