// Tests that the index can look up: each is implied by the part of a filter it was made from, and
// may be true more often (the filter itself decides in the end).

import type { CanonicalKey } from "./canonical-key.ts";
import type { Interval } from "./intervals.ts";
import type { Term } from "./terms.ts";

export type Flag = "present" | "truthy" | "falsy" | "nullish";

/** One at least: a test without keys could not hold, and an entry with it would have no place. */
export type Keys = readonly [CanonicalKey, ...CanonicalKey[]];
type EqualsTest = { kind: "equals"; term: Term; keys: Keys };

export type AccessTest =
  /** The value's canonical key is one of these, each once. */
  | EqualsTest
  /** The value as a number lies within, ends included. */
  | ({ kind: "range"; term: Term } & Interval<number>)
  /** The value is a text and lies within, ends included. */
  | ({ kind: "textRange"; term: Term } & Interval<string>)
  /** The value is a text and begins, or ends, with this one. */
  | { kind: "starts" | "ends"; term: Term; text: string }
  /** The value is an array that has the item, or a text that has the item's text. */
  | { kind: "has"; term: Term; item: string | number | boolean | null }
  | { kind: Flag; term: Term };

/** Undefined when there is no key that the value could have. */
export function equalsAny(term: Term, keys: Iterable<CanonicalKey>): EqualsTest | undefined {
  const [first, ...others] = new Set(keys);
  return first === undefined ? undefined : { kind: "equals", term, keys: [first, ...others] };
}

export type AccessKind = AccessTest["kind"];

/** All of them must hold; none at all always does. */
export type Conjunction = readonly AccessTest[];
