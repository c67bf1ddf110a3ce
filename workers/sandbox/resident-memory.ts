// The memory that a child's process holds, and the fence beyond which it is ended.
import { closeSync, openSync, readSync } from "node:fs";

const pageBytes = 4_096;
/** The child's own fence is lower and looks more often; this one holds when the child's is broken. */
const fenceSlack = 160 * 1024 * 1024;
const mostKept = 64 * 1024 * 1024;

export class ResidentMemory {
  /** Kept open: to open it takes four times as long as to read it. Null where the system has none. */
  #file: number | null;
  readonly #text = Buffer.alloc(128);
  /** Bytes it held before its first batch. */
  #first: number | null = null;
  #fence = Number.POSITIVE_INFINITY;
  #room = Number.POSITIVE_INFINITY;

  constructor(pid: number | undefined) {
    try {
      this.#file = openSync(`/proc/${pid}/statm`, "r");
    } catch {
      this.#file = null;
    }
  }

  /** A batch enters the child, whose runs may take so many bytes. */
  enter(heapBytes: number, isFirst: boolean): void {
    const now = this.#bytes();
    this.#first ??= now;
    this.#fence = now === null ? Number.POSITIVE_INFINITY : now + heapBytes + fenceSlack;
    if (isFirst) this.#room = now === null ? Number.POSITIVE_INFINITY : now + heapBytes;
  }

  isBeyondFence(): boolean {
    return (this.#bytes() ?? 0) > this.#fence;
  }

  /** What is in the child has together taken no more than one run may. */
  hasRoom(): boolean {
    return (this.#bytes() ?? 0) <= this.#room;
  }

  /** It has kept much of what it has taken. */
  isSwollen(): boolean {
    return (this.#bytes() ?? 0) - (this.#first ?? 0) > mostKept;
  }

  /** The process is gone. */
  close(): void {
    if (this.#file !== null) closeSync(this.#file);
    this.#file = null;
  }

  /** Null where the system does not tell. */
  #bytes(): number | null {
    if (this.#file === null) return null;
    try {
      const length = readSync(this.#file, this.#text, 0, this.#text.length, 0);
      const [, resident] = this.#text.toString("latin1", 0, length).split(" ");
      return Number(resident) * pageBytes;
    } catch {
      return null;
    }
  }
}
