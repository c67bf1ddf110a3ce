// What each run of one crossing took, as far as one clock at its edges and one reading before the last visit tell.

export type Share = { ms: number; cpuMs: number };

type Crossing = {
  ms: number;
  cpuMs: number;
  /** Runs visited. */
  count: number;
  /** Whole milliseconds that were over when the last visit began. */
  beforeMs: number;
};

/** Crossings shorter than this are shared out evenly: the guest's clock is no finer. */
const evenMs = 3;

export function sharesOf({ ms, cpuMs, count, beforeMs }: Crossing): { each: Share; last: Share } {
  const even = { ms: ms / Math.max(1, count), cpuMs: cpuMs / Math.max(1, count) };
  if (count <= 1 || ms < evenMs) return { each: even, last: even };
  const before = Math.min(beforeMs, ms);
  const cpuBefore = (cpuMs * before) / ms;
  return {
    each: { ms: before / (count - 1), cpuMs: cpuBefore / (count - 1) },
    last: { ms: ms - before, cpuMs: cpuMs - cpuBefore },
  };
}
