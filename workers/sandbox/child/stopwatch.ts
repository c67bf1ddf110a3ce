// Measures the CPU time of a stretch on this thread. isolated-vm's own cpuTime does not: it runs on while others have the CPU.
import { monotonicMs } from "./heartbeat.ts";

/** The system brings a thread's CPU time up to date at scheduler ticks only; below that, wall time is the better measure. */
const tickMs = 5;

/** Starts now; the answer gives the CPU milliseconds used since. */
export function startStopwatch(): () => number {
  const startedAt = monotonicMs();
  const before = process.threadCpuUsage();
  return () => {
    const wallMs = monotonicMs() - startedAt;
    if (wallMs < tickMs) return wallMs;
    const { user, system } = process.threadCpuUsage(before);
    return Math.min(wallMs, (user + system) / 1_000);
  };
}
