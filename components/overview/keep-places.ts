// What is on the screen keeps its place when the order changes: a newcomer takes the place of what left. Pure.

/** `shown` are the keys as they stand on the screen, `next` what is to be shown now. */
export function keepPlaces<T>(
  shown: readonly string[],
  next: readonly T[],
  keyOf: (item: T) => string,
): T[] {
  const byKey = new Map(next.map((item) => [keyOf(item), item]));
  const known = new Set(shown);
  const newcomers = next.filter((item) => !known.has(keyOf(item)));
  const kept = shown.flatMap((key) => byKey.get(key) ?? newcomers.shift() ?? []);
  return [...kept, ...newcomers];
}
