// Lays a second class over parts of a coloured line: the changed words of a diff.
import type { CodePiece } from "#components/ui/code-highlight.ts";

type Range = { from: number; to: number };

/** `ranges` are ordered and do not overlap. */
export function markRanges(
  line: readonly CodePiece[],
  ranges: readonly Range[],
  className: string,
): CodePiece[] {
  if (ranges.length === 0) return [...line];
  const cuts = ranges.flatMap(({ from, to }) => [from, to]);
  let start = 0;
  return line.flatMap((piece) => {
    const from = start;
    start += piece.text.length;
    return cutAt(piece, from, cuts).map(({ at, ...part }) =>
      ranges.some((range) => range.from <= at && at < range.to)
        ? { ...part, className: `${part.className} ${className}`.trim() }
        : part,
    );
  });
}

function cutAt(piece: CodePiece, from: number, cuts: readonly number[]) {
  const to = from + piece.text.length;
  const points = [from, ...cuts.filter((cut) => from < cut && cut < to), to];
  return points.slice(0, -1).map((at, index) => ({
    ...piece,
    at,
    text: piece.text.slice(at - from, (points[index + 1] ?? to) - from),
  }));
}
