// What the child tells its parent, kept in memory that the main thread and the watchdog share: the main thread adds lines
// and sends them in lumps; when it is stuck in guest code, the watchdog sends what it left.
import { writeSync } from "node:fs";
import { type EndLetter, lines, reportFd } from "../protocol.ts";

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

  entered(index: number): void {
    const now = performance.now();
    this.#add(lines.entered(index));
    if (now - this.#sentAt > lumpMs || this.#used() > lumpBytes) {
      this.#sentAt = now;
      this.send();
    }
  }

  ended(index: number, letter: EndLetter, ms: number, cpuMs: number, text: string): void {
    this.#add(lines.ended(index, letter, ms, cpuMs, text));
  }

  call(index: number, call: number, name: string, json: string): void {
    this.#add(lines.call(index, call, name, json));
  }

  /** Adds a line and sends all; `up`, `left`, `batchEnd`, and the watchdog's `still` and `killed`. */
  say(line: string): void {
    this.#add(line);
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

  #add(line: string): void {
    // One UTF-16 unit takes three bytes of UTF-8 at most.
    if (line.length * 3 > bufferBytes) this.#whileLocked(() => this.#addLong(line));
    else this.#whileLocked(() => this.#addShort(line));
  }

  #addShort(line: string): void {
    if (line.length * 3 > bufferBytes - this.#used()) this.#drain();
    const used = this.#used();
    Atomics.store(this.#header, header.used, used + this.#buffer.write(line, used));
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
