// What the child tells its parent, kept in memory that the main thread and the watchdog share: the main thread adds lines
// and sends them in lumps; when it is stuck in guest code, the watchdog sends what it left.
import { writeSync } from "node:fs";
import { type EndLetter, lines, reportFd } from "../protocol.ts";
import type { Outbox } from "./outbox.ts";

const bufferBytes = 64 * 1024;
const lumpBytes = 16 * 1024;
const lumpMs = 1;
const header = { lock: 0, used: 1, count: 2 } as const;

export class Report {
  readonly memory: SharedArrayBuffer;
  readonly #header: Int32Array;
  readonly #buffer: Buffer;
  #sentAt = 0;

  constructor(memory = new SharedArrayBuffer(4 * header.count + bufferBytes)) {
    this.memory = memory;
    this.#header = new Int32Array(memory, 0, header.count);
    this.#buffer = Buffer.from(memory, 4 * header.count, bufferBytes);
  }

  /** A single run is about to be visited. */
  entered(index: number): void {
    this.add(lines.entered(index));
    this.offer();
  }

  ended(index: number, letter: EndLetter, ms: number, cpuMs: number, text: string): void {
    this.add(lines.ended(index, letter, ms, cpuMs, text));
  }

  add(line: string): void {
    // One UTF-16 unit takes three bytes of UTF-8 at most.
    if (line.length * 3 > bufferBytes) this.#whileLocked(() => this.#addLong(line));
    else this.#whileLocked(() => this.#addShort(line));
  }

  /** Sends what is waiting when it is much, or has waited. */
  offer(): void {
    const now = performance.now();
    if (now - this.#sentAt <= lumpMs && this.#used() <= lumpBytes) return;
    this.#sentAt = now;
    this.send();
  }

  /** The guest is about to be entered with so many visits. */
  open(outbox: Outbox, visits: number): void {
    this.#whileLocked(() => outbox.open(visits));
  }

  /** Adds what the guest has written. */
  pass(outbox: Outbox, which: "settled" | "written"): void {
    this.#whileLocked(() => this.#addBytes(outbox.take(which)));
  }

  /** Adds what the run visited last has logged while the guest is still inside. */
  passEarly(outbox: Outbox): void {
    this.#whileLocked(() => this.#addBytes(outbox.takeEarly()));
  }

  /** A line that the guest hands over; says where it is to go on writing. */
  takeLong(outbox: Outbox, line: string): number {
    const end = outbox.write(line);
    if (end !== null) return end;
    this.#whileLocked(() => outbox.putAside(line));
    // Of a single run all is its own, and may go; only its end waits for what it took.
    if (outbox.isSingle && !line.startsWith("E")) this.pass(outbox, "written");
    return 0;
  }

  /** Adds a line and sends all; `up`, `left`, `batchEnd`, and the watchdog's `still` and `killed`. */
  say(line: string): void {
    this.add(line);
    this.send();
  }

  /** Someone is writing to the parent, which may make it wait. */
  get isSending(): boolean {
    return Atomics.load(this.#header, header.lock) !== 0;
  }

  /** Sends what is waiting. */
  send(): void {
    if (this.#used() > 0) this.#whileLocked(() => this.#drain());
  }

  #used(): number {
    return Atomics.load(this.#header, header.used);
  }

  #addShort(line: string): void {
    if (line.length * 3 > bufferBytes - this.#used()) this.#drain();
    const used = this.#used();
    Atomics.store(this.#header, header.used, used + this.#buffer.write(line, used));
  }

  #addBytes(bytes: Buffer): void {
    if (bytes.length > bufferBytes - this.#used()) this.#drain();
    if (bytes.length > bufferBytes) writeAll(bytes);
    else if (bytes.length > 0) {
      const used = this.#used();
      bytes.copy(this.#buffer, used);
      Atomics.store(this.#header, header.used, used + bytes.length);
    }
  }

  #addLong(line: string): void {
    this.#drain();
    writeAll(Buffer.from(line));
  }

  #drain(): void {
    writeAll(this.#buffer.subarray(0, this.#used()));
    Atomics.store(this.#header, header.used, 0);
  }

  #whileLocked(act: () => void): void {
    while (Atomics.compareExchange(this.#header, header.lock, 0, 1) !== 0) {
      Atomics.wait(this.#header, header.lock, 1, 1);
    }
    try {
      act();
    } finally {
      Atomics.store(this.#header, header.lock, 0);
    }
  }
}

function writeAll(bytes: Buffer): void {
  let written = 0;
  while (written < bytes.length) written += writeSync(reportFd, bytes, written);
}
