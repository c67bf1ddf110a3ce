// What event type patterns have in common with a type and with each other (decision 13).
import { patternMatches } from "#lib/events/event-type.ts";

/** Every pattern that would match the type: itself, `*`, and `prefix.*` for each of its prefixes. */
export function patternsMatching(type: string): string[] {
  const parts = type.split(".");
  const prefixes = parts.slice(1).map((_, index) => `${parts.slice(0, index + 1).join(".")}.*`);
  return [...new Set([type, "*", ...prefixes])];
}

/** True when some event type could match both. */
export function patternsOverlap(a: string, b: string): boolean {
  return covers(a, b) || covers(b, a);
}

/** Of two patterns one holds the other or they have nothing in common. */
function covers(wide: string, narrow: string): boolean {
  return patternMatches(wide, narrow) || wide === narrow;
}
