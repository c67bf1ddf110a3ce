// Which lines of a source a viewer shows, and where its mark is among them.

export type CodeMark = {
  /** Counted from 1. */
  line: number;
  /** Counted from 1, in UTF-16 units as V8 reports them. */
  column?: number | undefined;
  message?: string | undefined;
};

export type LineRange = { from: number; to: number };

/** Lines `from` to `to` (counted from 1, both included): all, or those around the mark. */
export function excerptOf(
  lineCount: number,
  mark: CodeMark | undefined,
  context: number | undefined,
): LineRange {
  if (!mark || context === undefined) return { from: 1, to: lineCount };
  const line = Math.min(Math.max(mark.line, 1), lineCount);
  return { from: Math.max(1, line - context), to: Math.min(lineCount, line + context) };
}
