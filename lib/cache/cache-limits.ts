// The budgets of sdk.cache (product.md §8), the same for every store.
export const cacheLimits = {
  /** UTF-8. */
  keyBytes: 256,
  /** UTF-8, as JSON. */
  valueBytes: 64 * 1024,
  valueDepth: 64,
  /** Also how long an entry lives when nothing is said: no entry is for ever. */
  ttlSeconds: 7 * 24 * 3_600,
  /** What counts: of every entry its key, its value, and `entryBytes` for what keeping it costs. */
  tenantBytes: 10 * 1024 * 1024,
  entryBytes: 128,
  /** A number that is counted up takes this much, however many digits it has. */
  numberBytes: 17,
  /** No call waits longer for its store. */
  answerMs: 2_000,
} as const;
