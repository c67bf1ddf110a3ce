// Time of one event for each contender: best of several rounds, since only the fastest one is
// undisturbed.

const rounds = Number(process.env["BENCH_ROUNDS"] ?? 5);
const roundMs = 40;

/** One event; the turn tells which. */
export type Work = (turn: number) => unknown;

/** In microseconds for one call; the clock is read seldom enough to cost nothing. */
export function timeOf(work: Work): number {
  let size = 1;
  while (timeOfBatch(work, size) < roundMs / 8 && size < 1e7) size *= 2;
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds; round += 1) {
    let turns = 0;
    let passed = 0;
    while (passed < roundMs) {
      passed += timeOfBatch(work, size);
      turns += size;
    }
    best = Math.min(best, (passed * 1_000) / turns);
  }
  return best;
}

/** The same for work that must be awaited, one call after the other. */
export async function timeOfAwaited(work: (turn: number) => Promise<unknown>): Promise<number> {
  await work(0);
  let best = Number.POSITIVE_INFINITY;
  for (let turn = 0; turn < rounds; turn += 1) {
    const start = performance.now();
    await work(turn);
    best = Math.min(best, (performance.now() - start) * 1_000);
  }
  return best;
}

function timeOfBatch(work: Work, size: number): number {
  const start = performance.now();
  for (let turn = 0; turn < size; turn += 1) work(turn);
  return performance.now() - start;
}
