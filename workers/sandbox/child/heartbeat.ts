// A few numbers shared by the child's main thread, which may hang in guest code, and its watchdog thread, which never does.

const slots = {
  entry: 0,
  deadline: 1,
  cpuBudget: 2,
  memoryFence: 3,
  count: 4,
} as const;
const asleep = 0;
const awake = 1;
/** Asleep, and the watchdog waits to be woken. To wake a thread costs more than a short batch does. */
const dozing = 2;

export type Entry = {
  /** Counts entries; 0 when the main thread is in no guest code. */
  number: number;
  /** Milliseconds on `monotonicMs`. */
  deadline: number;
  cpuBudgetMs: number;
  memoryFence: number;
};

/** Milliseconds of a clock that all threads of the process share. */
export function monotonicMs(): number {
  return performance.timeOrigin + performance.now();
}

export class Heartbeat {
  readonly memory: SharedArrayBuffer;
  readonly #numbers: Float64Array;
  readonly #state: Int32Array;
  #entries = 0;

  constructor(memory = new SharedArrayBuffer(8 * slots.count + 8)) {
    this.memory = memory;
    this.#numbers = new Float64Array(memory, 0, slots.count);
    this.#state = new Int32Array(memory, 8 * slots.count, 2);
  }

  /** Main thread: a batch begins; the watchdog looks often from now on. */
  wake(memoryFence: number): void {
    this.#numbers[slots.memoryFence] = memoryFence;
    if (Atomics.exchange(this.#state, 0, awake) === dozing) Atomics.notify(this.#state, 0);
  }

  sleep(): void {
    Atomics.store(this.#state, 0, asleep);
  }

  /** Main thread: guest code begins. */
  enter(deadline: number, cpuBudgetMs: number): void {
    this.#numbers[slots.deadline] = deadline;
    this.#numbers[slots.cpuBudget] = cpuBudgetMs;
    this.#entries += 1;
    this.#numbers[slots.entry] = this.#entries;
  }

  leave(): void {
    this.#numbers[slots.entry] = 0;
  }

  /** Watchdog: true while a batch runs. */
  isAwake(): boolean {
    return Atomics.load(this.#state, 0) === awake;
  }

  /** Watchdog: waits `ms`, whatever happens. */
  pause(ms: number): void {
    Atomics.wait(this.#state, 1, 0, ms);
  }

  /** Watchdog: waits until a batch begins, at most `ms`. */
  doze(ms: number): void {
    Atomics.compareExchange(this.#state, 0, asleep, dozing);
    Atomics.wait(this.#state, 0, dozing, ms);
  }

  entry(): Entry {
    const at = (slot: number): number => this.#numbers[slot] ?? 0;
    return {
      number: at(slots.entry),
      deadline: at(slots.deadline),
      cpuBudgetMs: at(slots.cpuBudget),
      memoryFence: at(slots.memoryFence),
    };
  }
}
