import { expect, test } from "vitest";
import {
  formatActor,
  formatBytes,
  formatCount,
  formatDuration,
  formatInstant,
  formatNumber,
  formatPercent,
  formatPlural,
  formatRelative,
} from "#components/ui/format.ts";

test("numbers have thousands separators and keep their digits", () => {
  expect(formatNumber(1204)).toBe("1,204");
  expect(formatNumber(0.125)).toBe("0.125");
  expect(formatNumber(9_007_199_254_740_993n)).toBe("9,007,199,254,740,993");
});

test("a count is exact as long as it is short", () => {
  expect([0, 9_999, 12_345, 4_560_000].map(formatCount)).toEqual(["0", "9,999", "12.3K", "4.56M"]);
});

test("one is singular, everything else is plural", () => {
  expect(formatPlural(1, "event")).toBe("1 event");
  expect(formatPlural(0, "event")).toBe("0 events");
  expect(formatPlural(1204, "delivery", "deliveries")).toBe("1,204 deliveries");
});

test("a share is all or nothing only when it is", () => {
  const shares = [0, 1, 0.998, 0.5, 0.0312, 0.99999, 0.00001, Number.NaN];
  expect(shares.map(formatPercent)).toEqual([
    "0 %",
    "100 %",
    "99.8 %",
    "50 %",
    "3.1 %",
    "> 99.9 %",
    "< 0.1 %",
    "–",
  ]);
});

test("sizes change their unit before they reach 1,024", () => {
  const sizes = [0, 812, 1023, 1024, 1434, 102_300, 1_048_064, 1_048_576, 5e13];
  expect(sizes.map(formatBytes)).toEqual([
    "0 B",
    "812 B",
    "1023 B",
    "1 KiB",
    "1.4 KiB",
    "99.9 KiB",
    "1 MiB",
    "1 MiB",
    "45.5 TiB",
  ]);
});

test("durations say what matters at their size and never sixty of anything", () => {
  const durations = [
    0, 0.024, 0.0949, 0.095, 0.42, 18, 999.4, 999.6, 1240, 9994, 9996, 59_940, 59_960, 123_000,
    3_599_600, 3_840_000, 86_399_000, 266_400_000,
  ];
  expect(durations.map(formatDuration)).toEqual([
    "0 ms",
    "0.02 ms",
    "0.09 ms",
    "0.1 ms",
    "0.4 ms",
    "18 ms",
    "999 ms",
    "1 s",
    "1.24 s",
    "9.99 s",
    "10 s",
    "59.9 s",
    "1 min",
    "2 min 3 s",
    "1 h",
    "1 h 4 min",
    "1 d",
    "3 d 2 h",
  ]);
});

test("times are told by their distance, and by their date when they are far", () => {
  const now = "2026-03-12T14:03:22.000Z";
  const times = [
    "2026-03-12T14:03:21.500Z",
    "2026-03-12T14:03:10.000Z",
    "2026-03-12T14:00:00.000Z",
    "2026-03-12T09:00:00.000Z",
    "2026-03-10T09:00:00.000Z",
    "2026-01-01T09:00:00.000Z",
    "2026-03-12T14:04:03.000Z",
  ];
  expect(times.map((at) => formatRelative(at, now))).toEqual([
    "now",
    "12 s ago",
    "3 min ago",
    "5 h ago",
    "2 d ago",
    "1 Jan 2026",
    "in 41 s",
  ]);
});

test("an exact time says its zone", () => {
  expect(formatInstant("2026-03-12T15:03:22.123+01:00")).toBe("2026-03-12 14:03:22.123 UTC");
});

test("a key that did something is told from a person, and quoted", () => {
  expect(formatActor('api key "ci"')).toBe("API key “ci”");
  expect(formatActor('api key "a "b" $1"')).toBe('API key “a "b" $1”');
  expect(formatActor("ada@example.com")).toBe("ada@example.com");
});
