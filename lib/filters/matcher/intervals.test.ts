import fc from "fast-check";
import { expect, test } from "vitest";
import { type End, type Interval, Intervals } from "./intervals.ts";

type Step<Point extends End> = { interval: Interval<Point>; keep: boolean; point: Point };

/** Adds or deletes an interval, then asks for a point, again and again; a list says what is right. */
function checkAgainstList<Point extends End>(points: fc.Arbitrary<Point>): void {
  const interval = fc.record({ lo: points, hi: fc.option(points, { freq: 4 }) });
  const step = fc.record({
    interval,
    keep: fc.boolean(),
    point: points,
  });
  const law = fc.property(fc.array(step, { minLength: 40, maxLength: 80 }), (steps) => {
    const tree = new Intervals<Point, string>();
    const list = new Map<string, Interval<Point>>();
    for (const each of steps) follow(tree, list, each);
  });
  fc.assert(law, { numRuns: 300, seed: 1 });
}

function follow<Point extends End>(
  tree: Intervals<Point, string>,
  list: Map<string, Interval<Point>>,
  { interval, keep, point }: Step<Point>,
): void {
  const name = `${interval.lo} to ${interval.hi}`;
  expect(tree.get(interval)).toBe(list.has(name) ? name : undefined);
  if (keep && !list.has(name)) {
    tree.add(interval, name);
    list.set(name, interval);
  } else if (!keep) {
    tree.delete(interval);
    list.delete(name);
  }
  expect(tree.size).toBe(list.size);
  const found: string[] = [];
  tree.stab(point, (value) => found.push(value));
  const wanted = [...list].filter(([, { lo, hi }]) => lo <= point && (hi === null || point <= hi));
  expect(found.toSorted()).toEqual(wanted.map(([value]) => value).toSorted());
}

test("the intervals that hold a number are found, while others come and go", () => {
  const ends = fc.oneof(
    fc.integer({ min: -5, max: 15 }),
    fc.constantFrom(Number.NEGATIVE_INFINITY, 0.5, -0),
  );
  checkAgainstList(ends);
});

test("the intervals that hold a text are found, while others come and go", () => {
  checkAgainstList(fc.constantFrom("", "a", "ab", "b", "ba", "c", "é", "😀"));
});

test("a point costs what is found, not what is kept", () => {
  const tree = new Intervals<number, number>();
  for (let n = 0; n < 100_000; n++) tree.add({ lo: n, hi: n + 2.5 }, n);
  let compared = 0;
  const counting = { valueOf: () => compared++ * 0 + 50_000 };
  const found: number[] = [];
  tree.stab(counting as unknown as number, (value) => found.push(value)); // counts its comparisons
  expect(found.toSorted()).toEqual([49_998, 49_999, 50_000]);
  expect(compared).toBeLessThan(400);
});
