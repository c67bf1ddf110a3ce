// Keeps one process alive. It comes back at once when it had been ready, after a growing pause when
// it had not; five deaths in a row before it was ready end it all. A death while the database is
// away does not count: that is waiting.
import { setTimeout as sleep } from "node:timers/promises";
import { killGroup } from "./run-command.mjs";
import { SetupError } from "./setup-error.mjs";

const DEATHS_ALLOWED = 5;
const LONGEST_PAUSE_MS = 10_000;
const READY_POLL_MS = 50;

/**
 * @typedef {import("node:child_process").ChildProcess} ChildProcess
 *
 * @typedef {object} Service
 * @property {string} name
 * @property {() => Promise<ChildProcess>} start
 * @property {(child: ChildProcess) => Promise<boolean>} isReady
 * @property {() => Promise<boolean>} hasDatabase whether a death now would be its own fault
 * @property {NodeJS.Signals} stopSignal
 * @property {import("./log-tap.mjs").LogTap} log
 *
 * @typedef {{ code: number | null, signal: NodeJS.Signals | null }} Death
 */

/** The pause after the n-th death in a row: 1, 2, 4, 8, 10, 10… seconds. @param {number} deaths */
export function pauseMs(deaths) {
  return Math.min(1000 * 2 ** Math.max(0, deaths - 1), LONGEST_PAUSE_MS);
}

export class Keeper {
  /** @type {ChildProcess | null} */
  #child = null;
  #stopping = new AbortController();
  #hasBeenReady = false;
  #service;
  #say;
  #pauseAfter;

  /**
   * @param {Service} service
   * @param {{ say: (text: string) => void, pauseAfter?: (deaths: number) => number }} options
   */
  constructor(service, { say, pauseAfter = pauseMs }) {
    this.#service = service;
    this.#say = say;
    this.#pauseAfter = pauseAfter;
    /** Resolves when it is ready for the first time. @type {Promise<void>} */
    this.ready = new Promise((resolve) => {
      this.markReady = resolve;
    });
    /** Resolves when it was stopped; rejects when it was given up. */
    this.over = this.#keep();
  }

  get name() {
    return this.#service.name;
  }

  async #keep() {
    let deaths = 0;
    while (!this.#isStopping()) {
      const { wasReady, death } = await this.#live();
      if (this.#isStopping()) return;
      if (wasReady) deaths = 0;
      else if (await this.#service.hasDatabase()) deaths += 1;
      if (deaths === DEATHS_ALLOWED) throw this.#givenUp(death);
      if (wasReady) this.#say(`${this.name} ended (${describe(death)}); starting it again`);
      else await this.#pause(this.#pauseAfter(deaths));
    }
  }

  /** One life, from start to death. */
  async #live() {
    const startedAt = performance.now();
    const child = await this.#service.start();
    this.#child = child;
    this.#service.log.attach(child);
    const died = untilDead(child);
    if (this.#isStopping()) child.kill(this.#service.stopSignal);
    const wasReady = await this.#untilReady(child, died);
    if (wasReady) this.#announce(performance.now() - startedAt);
    const death = await died;
    killGroup(child.pid, "SIGKILL"); // what it started dies with it
    return { wasReady, death };
  }

  /** @param {ChildProcess} child @param {Promise<Death>} died */
  async #untilReady(child, died) {
    let alive = true;
    void died.then(() => {
      alive = false;
    });
    while (alive) {
      if (await this.#service.isReady(child)) return true;
      await Promise.race([died, sleep(READY_POLL_MS)]);
    }
    return false;
  }

  /** @param {number} ms */
  #announce(ms) {
    const seconds = (ms / 1000).toFixed(1);
    if (this.#hasBeenReady) this.#say(`${this.name} is ready again after ${seconds} s`);
    this.#hasBeenReady = true;
    this.markReady?.();
  }

  /** @param {Death} death */
  #givenUp(death) {
    const { log, name } = this.#service;
    return new SetupError(
      `${name} ended ${DEATHS_ALLOWED} times before it was ready (${describe(death)}): ${log.lastWords()} [${log.path}]`,
    );
  }

  /** @param {number} ms */
  async #pause(ms) {
    await sleep(ms, undefined, { signal: this.#stopping.signal }).catch(() => {});
  }

  #isStopping() {
    return this.#stopping.signal.aborted;
  }

  /** Asks it to end, then makes it end. Resolves when it is gone. @param {number} withinMs */
  async stop(withinMs) {
    this.#stopping.abort();
    this.#child?.kill(this.#service.stopSignal);
    const late = new AbortController();
    const patience = sleep(withinMs, undefined, { signal: late.signal }).then(
      () => this.force(),
      () => {},
    );
    await this.over.catch(() => {});
    late.abort();
    await patience;
  }

  /** Ends it at once. */
  force() {
    this.#stopping.abort();
    killGroup(this.#child?.pid, "SIGKILL");
  }
}

/** @param {ChildProcess} child @returns {Promise<Death>} */
function untilDead(child) {
  return new Promise((resolve) => {
    const { exitCode: code, signalCode: signal } = child;
    if (code !== null || signal !== null) resolve({ code, signal });
    child.once("error", () => resolve({ code: null, signal: null })); // could not be started
    child.once("exit", (code, signal) => resolve({ code, signal }));
  });
}

/** @param {Death} death */
function describe({ code, signal }) {
  return signal ?? (code === null ? "could not be started" : `exit code ${code}`);
}
