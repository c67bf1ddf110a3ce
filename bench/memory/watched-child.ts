// The resident memory of this process's sandbox children, sampled as closely as the system allows.
import { readdirSync, readFileSync } from "node:fs";

const sampleMs = 2;
const pageBytes = 4_096;

export type Peak = { restingBytes: number; peakBytes: number };

/** Samples until `stop`; the peak of any one child, and what the largest had at the beginning. */
export function watchChildren(): { stop: () => Peak } {
  const restingBytes = largest();
  let peakBytes = restingBytes;
  const timer = setInterval(() => {
    peakBytes = Math.max(peakBytes, largest());
  }, sampleMs);
  return {
    stop: () => {
      clearInterval(timer);
      return { restingBytes, peakBytes: Math.max(peakBytes, largest()) };
    },
  };
}

function largest(): number {
  return Math.max(0, ...childPids().map(residentBytes));
}

function childPids(): number[] {
  return readdirSync(`/proc/${process.pid}/task`).flatMap((thread) =>
    readFileSync(`/proc/${process.pid}/task/${thread}/children`, "latin1")
      .split(" ")
      .filter(Boolean)
      .map(Number),
  );
}

function residentBytes(pid: number): number {
  try {
    const [, pages] = readFileSync(`/proc/${pid}/statm`, "latin1").split(" ");
    return Number(pages) * pageBytes;
  } catch {
    return 0;
  }
}
