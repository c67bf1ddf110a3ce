// The budget of sdk.events beyond the run's own limits (product.md §2, §8, decision 22).
export const eventLimits = {
  dataDepth: 32,
  dataKeys: 5_000,
  subjectChars: 256,
  delayMs: 7 * 24 * 3_600_000,
  hops: 10,
} as const;
