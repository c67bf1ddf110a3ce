// Measures the CPU time of one visit to the guest after another. isolated-vm's own cpuTime does not: it runs on while
// others have the CPU. Asking the system costs as much as a small run, so only visits that last are measured by it.

/** The system brings a thread's CPU time up to date at scheduler ticks; below that, wall time is the better measure. */
const tickMs = 5;

export class CpuMeter {
  #start = process.threadCpuUsage();
  #counted = 0;

  /** What the thread has used so far is nobody's. */
  restart(): void {
    this.#start = process.threadCpuUsage();
    this.#counted = 0;
  }

  /** CPU milliseconds of the visit that has just ended and took `wallMs`. */
  visited(wallMs: number): number {
    const cpuMs = wallMs < tickMs ? wallMs : Math.min(wallMs, this.#uncounted());
    this.#counted += cpuMs;
    return cpuMs;
  }

  #uncounted(): number {
    const { user, system } = process.threadCpuUsage(this.#start);
    return Math.max(0, (user + system) / 1_000 - this.#counted);
  }
}
