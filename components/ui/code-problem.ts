// Places in a source: where a problem is, and the stretch of text that shows it.

export type CodeProblem = {
  /** Counted from 1, as V8 and TypeScript report them; out of range is put at the nearest place. */
  line: number;
  column: number;
  /** Excluded; without it the word at the column is meant. */
  endColumn?: number | undefined;
  message: string;
  severity?: "error" | "warning" | undefined;
};

type Line = { from: number; to: number; text: string };
type Lines = { lines: number; line(number: number): Line };

export type Place = { line: number; column: number };

/** So many rows stay above the place that an editor opens at. */
export const rowsAbove = 10;

export function offsetOf(source: Lines, { line, column }: Place): number {
  const { from, to } = source.line(clamp(line, 1, source.lines));
  return from + clamp(column - 1, 0, to - from);
}

/** Never empty where the line has any text: an empty stretch underlines nothing. */
export function rangeOf(source: Lines, problem: CodeProblem): { from: number; to: number } {
  const line = source.line(clamp(problem.line, 1, source.lines));
  const start = clamp(problem.column - 1, 0, line.text.length);
  const end = clamp(
    (problem.endColumn ?? wordEnd(line.text, start) + 1) - 1,
    start,
    line.text.length,
  );
  if (end > start) return { from: line.from + start, to: line.from + end };
  return { from: line.from + Math.max(0, start - 1), to: line.from + start };
}

function wordEnd(text: string, start: number): number {
  const word = /^[\p{L}\p{N}_$]+/u.exec(text.slice(start))?.[0];
  return start + (word?.length ?? 1);
}

function clamp(value: number, min: number, max: number): number {
  return Math.min(Math.max(Math.trunc(value) || min, min), max);
}
