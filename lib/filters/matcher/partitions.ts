// What is known of a partition before an event comes: which events can get past it, and how many of
// its entries one of them is likely to meet.

import type { AccessKind, AccessTest } from "./access-test.ts";
import type { Partition, Partitions } from "./index-tree.ts";

type KindRow = {
  /** Of the entries, about how many an event meets, when their tests want so many different things. */
  share(distinct: number): number;
  /** Whether no event without the term's path can satisfy such a test. */
  needsPath: boolean;
};

const kinds: Record<AccessKind, KindRow> = {
  equals: { share: (distinct) => 1 / distinct, needsPath: true },
  starts: { share: (distinct) => 1 / distinct, needsPath: true },
  ends: { share: (distinct) => 1 / distinct, needsPath: true },
  has: { share: (distinct) => Math.min(1, 2 / distinct), needsPath: true },
  range: { share: () => 0.4, needsPath: true },
  textRange: { share: () => 0.4, needsPath: true },
  nullish: { share: () => 0.5, needsPath: false },
  truthy: { share: () => 0.6, needsPath: true },
  falsy: { share: () => 0.6, needsPath: false },
  present: { share: () => 0.95, needsPath: true },
};

/** Of events that have no such path, none meets it. */
const HAVE_PATH = 0.9;
/** An interval with two ends holds less than one with one. */
const TWO_ENDS = 0.25;

export function shareOf(test: AccessTest, distinct: number): number {
  const share = kinds[test.kind].share(Math.max(1, distinct));
  const narrowed = hasTwoEnds(test) ? share * TWO_ENDS : share;
  return isFoundByPath(test) ? narrowed * HAVE_PATH : narrowed;
}

function hasTwoEnds(test: AccessTest): boolean {
  if (test.kind === "range") return Number.isFinite(test.lo) && test.hi !== null;
  return test.kind === "textRange" && test.lo !== "" && test.hi !== null;
}

/** True when looking up the paths of a payload is enough to know whether to ask. */
export function isFoundByPath({ kind, term }: AccessTest): boolean {
  return term.keys !== null && kinds[kind].needsPath;
}

export function partitionOf<Item>(
  { byTerm }: Partitions<Item>,
  { kind, term }: AccessTest,
): Partition<Item> | undefined {
  return byTerm.get(term)?.find((partition) => partition.kind === kind);
}
