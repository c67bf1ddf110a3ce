// The shape of everything that runs for ever in the worker: a step that says how long to rest, and a way to wake it.
import type { Logger } from "pino";

export type Service = {
  name: string;
  start: () => void;
  /** Runs the step now, or again at once when it is running. */
  wake: () => void;
  /** Resolves when the running step is over; no further step starts. */
  stop: () => Promise<void>;
};

export type ServiceOptions = {
  name: string;
  log: Logger;
  /** One step; resolves with the milliseconds to rest (0: go on at once). */
  step: () => Promise<number>;
  /** Rest after a step that threw. */
  restAfterErrorMs?: number;
};

export function createService({
  name,
  log,
  step,
  restAfterErrorMs = 1_000,
}: ServiceOptions): Service {
  let stopping = false;
  let woken = false;
  let finished: Promise<void> = Promise.resolve();
  const rest = createRest();

  const safeStep = async () => {
    try {
      return await step();
    } catch (error) {
      log.error({ service: name, err: error }, "step failed, trying again");
      return restAfterErrorMs;
    }
  };

  const run = async () => {
    while (!stopping) {
      woken = false;
      const restMs = await safeStep();
      if (restMs > 0 && !woken && !stopping) await rest.for(restMs);
    }
  };

  return {
    name,
    start: () => {
      finished = run();
    },
    wake: () => {
      woken = true;
      rest.end();
    },
    stop: () => {
      stopping = true;
      rest.end();
      return finished;
    },
  };
}

/** A pause that can be cut short. */
function createRest() {
  let end = () => {};
  return {
    for: (ms: number) =>
      new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms);
        end = () => {
          clearTimeout(timer);
          resolve();
        };
      }),
    end: () => end(),
  };
}
