// Measuring single cases on a machine that others use as well.

import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

export function millisecondsOf(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

/** What a pause of the machine or of the garbage collector made slow is quick the next time. */
export function quickestOf(times: number, work: () => void): number {
  return Math.min(...Array.from({ length: times }, () => millisecondsOf(work)));
}

/** The value that so great a part of all values does not exceed. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
}

setFlagsFromString("--expose-gc");
const collectGarbage: () => void = runInNewContext("gc");

/** In bytes, of what is still reachable. */
export function usedHeap(): number {
  collectGarbage();
  collectGarbage();
  return process.memoryUsage().heapUsed;
}
