// Which run a child is in, as far as its lines tell, and whom its death is charged to.
import type { ChildLine, KillReason } from "./protocol.ts";

/** `reason` as the watchdog or the parent's own fence gave it; null when the process just ended. */
export type ChildDeath = { reason: KillReason | null; signal: NodeJS.Signals | null };

/** What was in the child when it ended. */
type Scene = {
  /** Runs that had begun and not ended, of all batches. */
  inside: readonly number[];
  /** Since the child was at rest, it had a single run. */
  isOnlyRun: boolean;
  /** Since the child was at rest, it had several batches. */
  isShared: boolean;
  isOverdue: (index: number) => boolean;
};

/** What V8 ends a process with when it runs out of memory. */
const memorySignals: readonly (NodeJS.Signals | null)[] = ["SIGABRT", "SIGTRAP", "SIGILL"];

export class Suspect {
  #marked: number | null = null;
  /** The child's watchdog has seen the marked run inside; without it the mark may be out of date. */
  #isConfirmed = false;

  hear(line: ChildLine): void {
    switch (line.kind) {
      case "entered":
        this.#marked = line.index;
        this.#isConfirmed = false;
        break;
      case "left":
      case "waits":
      case "batchEnd":
        this.forget();
        break;
      case "still":
        this.#isConfirmed = true;
        break;
      case "finished":
      case "ended":
        if (this.#marked === line.index) this.#marked = null;
    }
  }

  forget(): void {
    this.#marked = null;
    this.#isConfirmed = false;
  }

  /** The run that can only have been the one; null when there is any doubt. */
  guilty(death: ChildDeath, { inside, isOnlyRun, isShared, isOverdue }: Scene): number | null {
    const { reason } = death;
    if (reason === "stop" || reason === "orphan") return null;
    if (isOnlyRun) return inside[0] ?? null;
    if (reason === null && !this.#isConfirmed) return null;
    // Memory belongs to all who are in the process, or were until a moment ago.
    if (isMemory(death) && (inside.length > 1 || isShared)) return null;
    if (this.#marked === null) return null;
    return reason === "wall" && !isOverdue(this.#marked) ? null : this.#marked;
  }
}

export function letterOf(death: ChildDeath): "C" | "T" | "O" | "X" {
  if (isMemory(death)) return "O";
  if (death.reason === "cpu") return "C";
  return death.reason === "wall" ? "T" : "X";
}

function isMemory({ reason, signal }: ChildDeath): boolean {
  return reason === "memory" || (reason === null && memorySignals.includes(signal));
}
