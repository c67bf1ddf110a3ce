// The budget of sdk.http beyond the run's own limits (product.md §8). How large answers are is the egress's.
import { egressLimits } from "#lib/egress/limits.ts";

export const httpLimits = {
  timeoutMs: egressLimits.timeoutMs,
  queryNames: 100,
} as const;
