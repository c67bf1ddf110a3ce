// Two tests of one kind on one term that must both hold become one.

import { type AccessTest, equalsAny } from "./access-test.ts";
import type { End, Interval } from "./intervals.ts";

/** Null when they cannot all hold. */
export function mergeTests(
  tests: readonly AccessTest[],
  added: AccessTest,
): readonly AccessTest[] | null {
  const at = tests.findIndex(({ kind, term }) => kind === added.kind && term === added.term);
  const known = tests[at];
  if (known === undefined) return [...tests, added];
  const merged = mergePair(known, added);
  return merged === null ? null : tests.with(at, merged);
}

/** Where two cannot be expressed as one, either will do. */
function mergePair(a: AccessTest, b: AccessTest): AccessTest | null {
  if (a.kind === "equals" && b.kind === "equals") {
    const keys = a.keys.filter((key) => b.keys.includes(key));
    return equalsAny(a.term, keys) ?? null;
  }
  if (a.kind === "range" && b.kind === "range") return unlessEmpty({ ...a, ...intersect(a, b) });
  if (a.kind === "textRange" && b.kind === "textRange") {
    return unlessEmpty({ ...a, ...intersect(a, b) });
  }
  const isShorter = "text" in a && "text" in b && a.text.length < b.text.length;
  return isShorter ? b : a;
}

function intersect<Point extends End>(a: Interval<Point>, b: Interval<Point>): Interval<Point> {
  const lo = a.lo < b.lo ? b.lo : a.lo;
  if (a.hi === null || b.hi === null) return { lo, hi: a.hi ?? b.hi };
  return { lo, hi: a.hi < b.hi ? a.hi : b.hi };
}

function unlessEmpty<Test extends Interval<End>>(test: Test): Test | null {
  return test.hi === null || test.lo <= test.hi ? test : null;
}
