// The budget of sdk.events beyond the run's own limits (product.md §2, §8, decision 22).
import { maxHops } from "#lib/events/event-input.ts";

export const eventLimits = {
  dataDepth: 32,
  dataKeys: 5_000,
  subjectChars: 256,
  delayMs: 7 * 24 * 3_600_000,
  hops: maxHops,
} as const;
