import fc from "fast-check";
import { expect, test } from "vitest";
import { type DiffRow, diffRows, foldUnchanged } from "#components/ui/code-diff-rows.ts";
import { splitLines } from "#components/ui/code-highlight.ts";
import { markRanges } from "#components/ui/code-mark.ts";

const source = fc
  .array(fc.constantFrom("", "a", "b", "return x;", "const y = 1;", "🙂"), { maxLength: 30 })
  .map((lines) => lines.join("\n"));

/** What a person reads off the diff as one side. */
function side(rows: readonly DiffRow[], name: "before" | "after"): number[] {
  return rows.flatMap((row) => (name in row ? [Object(row)[name]] : []));
}

test("a diff shows every line of both sides once, in order, and only equal lines as unchanged", () => {
  fc.assert(
    fc.property(source, source, (before, after) => {
      const [a, b] = [splitLines(before), splitLines(after)];
      const rows = diffRows(before, after);
      expect(side(rows, "before")).toEqual(a.map((_, index) => index + 1));
      expect(side(rows, "after")).toEqual(b.map((_, index) => index + 1));
      for (const row of rows) {
        if (row.kind === "same") expect(a[row.before - 1]).toBe(b[row.after - 1]);
      }
    }),
  );
});

test("equal sources have no changed rows", () => {
  expect(diffRows("a\nb", "a\r\nb").every(({ kind }) => kind === "same")).toBe(true);
});

test("a changed line names the changed words", () => {
  const rows = diffRows("send(user.phone, text);", "send(user.email, text);");
  expect(rows).toEqual([
    { kind: "removed", before: 1, words: [{ from: 10, to: 15 }] },
    { kind: "added", after: 1, words: [{ from: 10, to: 15 }] },
  ]);
});

test("a line that is wholly different marks no words", () => {
  const rows = diffRows("abcdefgh", "12345678");
  expect(rows.every((row) => row.kind !== "same" && row.words.length === 0)).toBe(true);
});

test("unchanged stretches fold but for their edges, and a single row never does", () => {
  const lines = Array.from({ length: 20 }, (_, index) => `line ${index}`);
  const changed = lines.with(10, "other");
  const sections = foldUnchanged(diffRows(lines.join("\n"), changed.join("\n")), 3);
  expect(sections.map(({ folded, rows }) => [folded, rows.length])).toEqual([
    [true, 7],
    [false, 8],
    [true, 6],
  ]);
  const near = lines.slice(6, 15);
  const tight = foldUnchanged(diffRows(near.join("\n"), near.with(4, "other").join("\n")), 3);
  expect(tight.some(({ folded }) => folded)).toBe(false);
});

test("sixty thousand different lines still make a diff", () => {
  const lines = Array.from({ length: 64_000 }, (_, index) => `${index}`);
  expect(diffRows(lines.join("\n"), "x")).toHaveLength(64_001);
});

test("marking words keeps the text and the colours of a line", () => {
  const line = [
    { text: "const", className: "k" },
    { text: " abc", className: "" },
  ];
  expect(markRanges(line, [{ from: 3, to: 7 }], "m")).toEqual([
    { text: "con", className: "k" },
    { text: "st", className: "k m" },
    { text: " a", className: "m" },
    { text: "bc", className: "" },
  ]);
});
