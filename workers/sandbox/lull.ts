// Whether all runs of a child have waited for a while. Those whose answers come at once are as good as computing: nobody
// is to come between.
import { performance } from "node:perf_hooks";

const leastMs = 5;

export class Lull {
  /** All runs wait, and have for a while. */
  isOn = false;
  readonly #onLull: () => void;
  #sent = 0;
  #heard = -1;
  #since = 0;
  #clock: NodeJS.Timeout | null = null;

  constructor(onLull: () => void) {
    this.#onLull = onLull;
  }

  /** Something was sent to the child. */
  break(): void {
    this.#sent += 1;
    this.isOn = false;
  }

  /** The child says that all its runs wait, having heard so many requests. */
  begin(heard: number): void {
    this.#heard = heard;
    this.#since = performance.now();
    this.isOn = false;
    this.#clock ??= setTimeout(() => this.#look(), leastMs);
  }

  /** Nothing is in the child any more. */
  end(): void {
    this.#heard = -1;
    this.isOn = false;
  }

  #look(): void {
    this.#clock = null;
    if (this.#heard !== this.#sent) return;
    const leftMs = this.#since + leastMs - performance.now();
    if (leftMs > 0) {
      this.#clock = setTimeout(() => this.#look(), leftMs);
      return;
    }
    this.isOn = true;
    this.#onLull();
  }
}
