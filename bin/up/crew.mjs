// All processes that are kept alive: started in groups, watched together, stopped in reverse order.
import { Keeper } from "./keeper.mjs";

/** A stop may take 30 seconds in all; the group that was started first (the database) is quick. */
const DRAIN_MS = 25_000;
const LAST_MS = 4_000;

export class Crew {
  /** @type {Keeper[][]} */
  #groups = [];
  #say;
  #trouble;

  /**
   * @param {import("./signals.mjs").Stop} stop
   * @param {(text: string) => void} say
   */
  constructor(stop, say) {
    this.#say = say;
    /** Rejects when a stop is asked for, or when a process was given up. */
    this.#trouble = /** @type {Promise<never>} */ (
      new Promise((_, reject) => {
        this.reportTrouble = reject;
      })
    );
    this.#trouble.catch(() => {}); // nobody may be waiting at that moment
    stop.requested.addEventListener("abort", () => this.reportTrouble?.(stop.requested.reason));
    stop.forced.addEventListener("abort", () => this.#force());
  }

  /** Starts the services and waits until all are ready. @param {import("./keeper.mjs").Service[]} services */
  async keepAll(services) {
    const group = services.map((service) => new Keeper(service, { say: this.#say }));
    this.#groups.push(group);
    for (const { over } of group) over.catch((error) => this.reportTrouble?.(error));
    await this.whileWell(Promise.all(group.map(({ ready }) => ready)));
  }

  /** Waits for the work, but not past trouble. @template T @param {Promise<T>} work @returns {Promise<T>} */
  whileWell(work) {
    return Promise.race([work, this.#trouble]);
  }

  /** @returns {Promise<never>} */
  untilTrouble() {
    return this.#trouble;
  }

  async stop() {
    const [first = [], ...later] = this.#groups;
    for (const group of later.reverse()) await stopGroup(group, DRAIN_MS);
    await stopGroup(first, LAST_MS);
  }

  #force() {
    for (const keeper of this.#groups.flat()) keeper.force();
  }
}

/** @param {Keeper[]} group @param {number} withinMs */
async function stopGroup(group, withinMs) {
  await Promise.all(group.map((keeper) => keeper.stop(withinMs)));
}
