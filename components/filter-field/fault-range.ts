// Where in the text of a filter its fault is, as offsets.
import type { FilterError } from "#lib/filters/filter-error.ts";

export type FaultRange = { from: number; to: number };

/** As the parser counts lines. */
const lineBreak = /\r\n|[\n\r\u2028\u2029]/g;

/**
 * UTF-16 offsets in `source`. Where something is missing, the last word before that place stands for it, so that the
 * range holds something to underline unless the text is empty.
 */
export function faultRange(
  source: string,
  { line, column, text }: Pick<FilterError, "line" | "column" | "text">,
): FaultRange {
  const from = Math.min(startOfLine(source, line) + column - 1, source.length);
  const to = Math.min(from + text.length, source.length);
  return to > from ? { from, to } : wordBefore(source, from);
}

function startOfLine(source: string, line: number): number {
  if (line <= 1) return 0;
  const end = [...source.matchAll(lineBreak)][line - 2];
  return end ? end.index + end[0].length : source.length;
}

function wordBefore(source: string, place: number): FaultRange {
  const word = /(?:[\p{L}\p{N}_$]+|\S|\s)\s*$/u.exec(source.slice(0, place))?.[0];
  if (word === undefined) return { from: 0, to: Math.min(1, source.length) };
  const from = place - word.length;
  return { from, to: from + Math.max(1, word.trimEnd().length) };
}
