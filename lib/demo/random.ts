// Numbers that look random and are the same for the same seed: demo data must not differ between two starts.

export type Random = {
  /** A whole number from `min` to `max`, both included. */
  int: (min: number, max: number) => number;
  pick: <T>(list: readonly [T, ...T[]]) => T;
  /** An amount of money from `min` to `max` with two decimals. */
  amount: (min: number, max: number) => number;
};

/** Marsaglia's xorshift of 32 bits (doi:10.18637/jss.v008.i14). */
export function createRandom(seed: number): Random {
  let state = Math.imul(seed + 1, 0x9e3779b1) | 1;
  const next = () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 0x1_0000_0000;
  };
  for (let step = 0; step < 8; step += 1) next(); // small seeds begin alike
  const int = (min: number, max: number) => min + Math.floor(next() * (max - min + 1));
  return {
    int,
    pick: (list) => list[int(0, list.length - 1)] ?? list[0],
    amount: (min, max) => int(min * 100, max * 100) / 100,
  };
}
