// Minutes of the last hour as bars: how high each part of each bar is, and what is said about them. Pure.
import { formatNumber, formatPlural } from "#components/ui/format.ts";

/** Its counts, the lowest part first; null where nobody counted. */
export type MinuteCounts = { at: string; counts: readonly number[] | null };

export type BarPart = { y: number; height: number };

/** The round number above all bars: it moves seldom, so that the bars keep their heights. */
export function topOf(minutes: readonly MinuteCounts[]): number {
  const most = Math.max(4, ...minutes.map(({ counts }) => sum(counts ?? [])));
  const power = 10 ** Math.floor(Math.log10(most));
  const step = [1, 2, 4, 10].find((factor) => factor * power >= most) ?? 10;
  return step * power;
}

/** What there is at all can be seen: a part that is not empty is `least` high or higher. */
const least = 2;
const gap = 1;

/** In pixels from above, the lowest part first. Empty parts have no height. */
export function partsOf(counts: readonly number[], top: number, height: number): BarPart[] {
  let y = height;
  return counts.map((count) => {
    if (count === 0) return { y, height: 0 };
    const room = Math.max(least, Math.round((count / top) * height) - (y === height ? 0 : gap));
    const from = Math.max(0, y - room - (y === height ? 0 : gap));
    const part = { y: from, height: room };
    y = from;
    return part;
  });
}

type Words = readonly string[];

/** "12 succeeded, 1 failed"; what a person reads about one minute. */
export function countWords(counts: readonly number[] | null, words: Words): string {
  if (counts === null) return "not counted";
  return counts.map((count, index) => `${formatNumber(count)} ${words[index] ?? ""}`).join(", ");
}

/** 14:03 */
export function minuteOf(at: string): string {
  return at.slice(11, 16);
}

/** The whole picture in words, for those who do not see it. */
export function chartWords(minutes: readonly MinuteCounts[], words: Words): string {
  const known = minutes.filter(({ counts }) => counts !== null);
  const busiest = known.reduce<MinuteCounts | null>(
    (best, minute) => (sum(minute.counts ?? []) > sum(best?.counts ?? []) ? minute : best),
    null,
  );
  const totals = words.map((_, index) => sum(known.map(({ counts }) => counts?.[index] ?? 0)));
  const uncounted = minutes.length - known.length;
  return [
    `The last ${minutes.length} minutes: ${countWords(totals, words)}.`,
    busiest ? `Most at ${minuteOf(busiest.at)} UTC: ${countWords(busiest.counts, words)}.` : "",
    uncounted > 0 ? `${formatPlural(uncounted, "minute was", "minutes were")} not counted.` : "",
  ]
    .filter(Boolean)
    .join(" ");
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
