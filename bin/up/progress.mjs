// What a person sees while Scriptbus starts: one line a step, with the seconds since the start.

const STILL_MS = 15_000;

/**
 * @typedef {object} Progress
 * @property {(text: string) => void} say
 * @property {<T>(text: string, work: () => Promise<T>) => Promise<T>} during
 */

/** @returns {Progress} */
export function createProgress() {
  const startedAt = performance.now();
  process.stdout.on("error", () => {}); // whoever read our lines may have gone away
  /** @param {string} text */
  const say = (text) => {
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    process.stdout.write(`[${seconds.padStart(6)} s] ${text}\n`);
  };
  return {
    say,
    async during(text, work) {
      say(`${text}…`);
      const still = setInterval(() => say(`still ${text.toLowerCase()}…`), STILL_MS);
      try {
        return await work();
      } finally {
        clearInterval(still);
      }
    },
  };
}
