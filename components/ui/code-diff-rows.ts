// Two sources to the rows of one unified diff. Pure; drawing is code-diff's.
import { diff, presentableDiff } from "@codemirror/merge";
import { splitLines } from "#components/ui/code-highlight.ts";

/** Offsets in a line, `to` excluded. */
export type TextRange = { from: number; to: number };

/** Line numbers count from 1; `words` are the changed parts of a changed line. */
export type DiffRow =
  | { kind: "same"; before: number; after: number }
  | { kind: "removed"; before: number; words: readonly TextRange[] }
  | { kind: "added"; after: number; words: readonly TextRange[] };

export type DiffSection = { from: number; folded: boolean; rows: readonly DiffRow[] };

/** Above this the search for the shortest diff gives way to a quick one: it is there to be looked at. */
const effort = { scanLimit: 4_000, timeout: 200 };
const maxWordDiff = 20_000;

export function diffRows(before: string, after: string): DiffRow[] {
  const a = splitLines(before);
  const b = splitLines(after);
  const rows: DiffRow[] = [];
  let nextA = 0;
  let nextB = 0;
  const same = (untilA: number) => {
    while (nextA < untilA) rows.push({ kind: "same", before: ++nextA, after: ++nextB });
  };
  for (const { fromA, toA, fromB, toB } of changedLines(a, b)) {
    same(fromA);
    const words = changedWords(a.slice(fromA, toA), b.slice(fromB, toB));
    for (const range of words.before) rows.push({ kind: "removed", before: ++nextA, words: range });
    for (const range of words.after) rows.push({ kind: "added", after: ++nextB, words: range });
  }
  same(a.length);
  return rows;
}

/** Unchanged stretches fold, but for `context` rows around each change. */
export function foldUnchanged(rows: readonly DiffRow[], context: number): DiffSection[] {
  const near = rows.map(() => false);
  for (const [index, row] of rows.entries()) {
    if (row.kind !== "same") near.fill(true, Math.max(0, index - context), index + context + 1);
  }
  const sections: { from: number; folded: boolean; rows: DiffRow[] }[] = [];
  for (const [index, row] of rows.entries()) {
    const folded = !near[index];
    const last = sections.at(-1);
    if (last?.folded === folded) last.rows.push(row);
    else sections.push({ from: index, folded, rows: [row] });
  }
  return sections.map((part) => (part.rows.length > 1 ? part : { ...part, folded: false }));
}

/** Each different line becomes one character, so a diff of characters is a diff of lines. */
function changedLines(a: readonly string[], b: readonly string[]) {
  const codes = new Map<string, string>();
  const encode = (line: string) => {
    const code = codes.get(line) ?? String.fromCharCode(characterCode(codes.size));
    codes.set(line, code);
    return code;
  };
  const [textA, textB] = [a.map(encode).join(""), b.map(encode).join("")];
  if (characterCode(codes.size) > 0xffff) {
    return [{ fromA: 0, toA: a.length, fromB: 0, toB: b.length }];
  }
  return diff(textA, textB, effort);
}

/** Steps over the surrogates, which the diff keeps in pairs. */
function characterCode(index: number): number {
  return index < 0xd800 ? index : index + 0x800;
}

type ChangedWords = { before: TextRange[][]; after: TextRange[][] };

function changedWords(a: readonly string[], b: readonly string[]): ChangedWords {
  const [textA, textB] = [a.join("\n"), b.join("\n")];
  const none = { before: a.map(() => []), after: b.map(() => []) };
  if (a.length === 0 || b.length === 0 || textA.length + textB.length > maxWordDiff) return none;
  const changes = presentableDiff(textA, textB, { scanLimit: 500, timeout: 50 });
  const before = changes.map(({ fromA, toA }) => ({ from: fromA, to: toA }));
  const after = changes.map(({ fromB, toB }) => ({ from: fromB, to: toB }));
  return { before: perLine(a, before), after: perLine(b, after) };
}

function perLine(lines: readonly string[], ranges: readonly TextRange[]): TextRange[][] {
  let start = 0;
  return lines.map((line) => {
    const offset = start;
    start += line.length + 1;
    const own = ranges
      .map(({ from, to }) => ({
        from: Math.max(0, from - offset),
        to: Math.min(line.length, to - offset),
      }))
      .filter(({ from, to }) => from < to);
    return isMostOf(own, line) ? [] : own;
  });
}

/** Where nearly all is different, marking the words tells nothing. */
function isMostOf(ranges: readonly TextRange[], line: string): boolean {
  return ranges.reduce((sum, { from, to }) => sum + to - from, 0) > line.trim().length * 0.7;
}
