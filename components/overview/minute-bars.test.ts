import { describe, expect, test } from "vitest";
import { chartWords, countWords, partsOf, topOf } from "./minute-bars.ts";

const at = (minute: number) => `2026-11-23T14:${String(minute).padStart(2, "0")}:00.000Z`;
const minutes = (...all: (readonly number[] | null)[]) =>
  all.map((counts, index) => ({ at: at(index), counts }));

describe("the top of a chart", () => {
  test("is a round number that nothing exceeds", () => {
    expect(topOf(minutes([37, 2], [5, 0]))).toBe(40);
    expect(topOf(minutes([1_001]))).toBe(2_000);
    expect(topOf(minutes([100]))).toBe(100);
  });

  test("is low, but not zero, when little happened", () => {
    expect(topOf(minutes([0], null))).toBe(4);
  });
});

describe("the parts of a bar", () => {
  test("stand on each other with a gap between them", () => {
    expect(partsOf([10, 30], 40, 80)).toEqual([
      { y: 60, height: 20 },
      { y: 0, height: 59 },
    ]);
  });

  test("can be seen when they are not empty", () => {
    expect(partsOf([1], 10_000, 80)).toEqual([{ y: 78, height: 2 }]);
    expect(partsOf([0, 10], 10, 80)).toEqual([
      { y: 80, height: 0 },
      { y: 0, height: 80 },
    ]);
  });

  test("never leave the chart", () => {
    for (const part of partsOf([1, 9_999], 10_000, 80)) expect(part.y).toBeGreaterThanOrEqual(0);
  });
});

test("tells what was not counted from what was none", () => {
  expect(countWords([1_200, 0], ["failed", "succeeded"])).toBe("1,200 failed, 0 succeeded");
  expect(countWords(null, ["events"])).toBe("not counted");
});

test("says the whole chart in words", () => {
  expect(chartWords(minutes(null, [2], [7], [1]), ["events"])).toBe(
    "The last 4 minutes: 10 events. Most at 14:02 UTC: 7 events. 1 minute was not counted.",
  );
  expect(chartWords(minutes([0]), ["events"])).toBe("The last 1 minutes: 0 events.");
});
