// The contract of sdk.cache, kept by every store (workers/cache) and checked by one suite of tests. Values are JSON text.
// Keys of two tenants are never the same, whatever characters they have.

/** `away`: the store cannot be reached, and what was asked may or may not have been done. */
export type CacheProblem = "full" | "not_an_integer" | "overflow" | "away";

export type CacheAnswer<T> = { ok: true; value: T } | { ok: false; problem: CacheProblem };

export type CacheKey = { tenantId: string; key: string };

export type CacheStore = {
  /** Null when there is none, or its time is over. */
  get: (at: CacheKey) => Promise<CacheAnswer<string | null>>;
  /** Replaces value and time. `full` when the tenant's share has no room; what was there stays. */
  set: (at: CacheKey, json: string, ttlMs: number) => Promise<CacheAnswer<null>>;
  /** Whether there was one. */
  delete: (at: CacheKey) => Promise<CacheAnswer<boolean>>;
  /**
   * Atomic, from 0 when there is none; `ttlMs` counts from the increment that made the entry. The value and `by` are
   * integers between ±(2^53 − 1).
   */
  increment: (at: CacheKey, by: number, ttlMs: number) => Promise<CacheAnswer<number>>;
};
