// How long a failed delivery waits before its next attempt (product.md §4): the policy and its one formula.

export type Backoff =
  | { kind: "exponential"; baseMs: number; factor: number; maxMs: number }
  | { kind: "fixed"; delayMs: number }
  | { kind: "list"; delaysMs: readonly number[] };

export const defaultBackoff: Backoff = {
  kind: "exponential",
  baseMs: 2_000,
  factor: 2,
  maxMs: 3_600_000,
};

/**
 * Milliseconds to wait after failed attempt number `attempt` (from 1).
 * Exponential waits are spread over [0, cap) ("full jitter") by `random` in [0, 1), so that a burst of failures
 * does not come back as a burst; fixed and list waits are what they say, the last of a list repeating.
 */
export function backoffDelayMs(backoff: Backoff, attempt: number, random: number): number {
  if (backoff.kind === "fixed") return backoff.delayMs;
  if (backoff.kind === "list") return listDelayMs(backoff.delaysMs, attempt);
  const cap = Math.min(backoff.maxMs, backoff.baseMs * backoff.factor ** (attempt - 1));
  return Math.floor(random * cap);
}

function listDelayMs(delaysMs: readonly number[], attempt: number): number {
  return delaysMs[Math.min(attempt, delaysMs.length) - 1] ?? 0;
}
