// Scripts whose runs go one by one for a while, because one of several that shared a crossing ended it: alone, each is
// blamed for its own doing at once.

const soloRuns = 1_000;
const mostScripts = 100;

export class SoloScripts {
  readonly #left = new Map<string, number>();

  add(key: string): void {
    this.#left.delete(key);
    this.#left.set(key, soloRuns);
    const [oldest] = this.#left.keys();
    if (this.#left.size > mostScripts && oldest !== undefined) this.#left.delete(oldest);
  }

  /** True when the script's next runs, so many, go one by one. */
  take(key: string, runs: number): boolean {
    const left = this.#left.get(key);
    if (left === undefined) return false;
    if (left > runs) this.#left.set(key, left - runs);
    else this.#left.delete(key);
    return true;
  }
}
