// How long one tenant's filters may hold the router: they work in slices, between which others go on, and in the lane
// of the quick ones only as long as quick filters take.
import { setImmediate, setTimeout } from "node:timers/promises";

/** The tenant's filters take longer than this lane gives them. */
export class TooSlowError extends Error {
  override name = "TooSlowError";
}

export type Pace = {
  /** Work begins that may take `ms` more. Throws a TooSlowError when there is no time left. */
  begin: (ms: number) => void;
  /**
   * Between two pieces of work. Resolves when others had their turn; undefined when the slice is not over.
   * Throws a TooSlowError when there is no time left.
   */
  breathe: () => Promise<void> | undefined;
  /** Work ends for now. */
  end: () => void;
};

const sliceMs = 10;
/** What a tenant has in a batch of the quick lane, beside what each piece of work brings with it. */
const quickMs = 50;
/** Many times what quick filters take. */
export const msPerEvent = 2;
export const msPerSubscription = 0.5;

export function quickPace(): Pace {
  return createPace({ budgetMs: quickMs, rest: () => setImmediate() });
}

/** Rests as long as it worked: the other half of the thread is everybody else's. Has no time left once it is stopped. */
export function slowPace(signal: AbortSignal): Pace {
  return createPace({
    budgetMs: Number.POSITIVE_INFINITY,
    rest: (workedMs) => setTimeout(workedMs),
    signal,
  });
}

type PaceOptions = {
  budgetMs: number;
  rest: (workedMs: number) => Promise<unknown>;
  signal?: AbortSignal;
};

function createPace({ budgetMs, rest, signal }: PaceOptions): Pace {
  let left = budgetMs;
  let began = 0;
  const go = () => {
    began = performance.now();
  };
  const requireTime = () => {
    if (left < 0 || signal?.aborted) throw new TooSlowError();
  };
  const stop = () => {
    const worked = performance.now() - began;
    left -= worked;
    return worked;
  };
  return {
    begin: (ms) => {
      left += ms;
      requireTime();
      go();
    },
    breathe: () => {
      if (performance.now() - began < sliceMs) return undefined;
      const worked = stop();
      requireTime();
      return rest(worked).then(go);
    },
    end: () => void stop(),
  };
}
