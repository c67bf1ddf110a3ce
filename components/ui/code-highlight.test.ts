import { expect, test } from "vitest";
import { showControls } from "#components/ui/code-controls.ts";
import { excerptOf } from "#components/ui/code-excerpt.ts";
import {
  type CodeLine,
  highlightLines,
  maxHighlightedLength,
} from "#components/ui/code-highlight.ts";
import { highlightShell } from "#components/ui/code-shell.ts";

const textOf = (lines: CodeLine[]) =>
  lines.map((line) => line.map(({ text }) => text).join("")).join("\n");

const classOf = (lines: CodeLine[], text: string) =>
  lines.flat().find((piece) => piece.text === text)?.className;

const odd = [
  "",
  "\n",
  "a\n\nb",
  `\`one\ntwo $\{three}\n\``,
  "/* open\ncomment",
  "const \u{1f600} = '",
  "{{{{",
  "<script>alert(1)</script>",
];

test("highlighting keeps every character of the source, valid or not", () => {
  for (const source of odd) {
    for (const language of ["typescript", "javascript", "json", "text"] as const) {
      expect(textOf(highlightLines(source, language))).toBe(source);
    }
    expect(textOf(highlightShell(source))).toBe(source);
  }
});

test("line breaks of all systems make the same lines", () => {
  expect(highlightLines("a\r\nb\rc\nd", "typescript")).toHaveLength(4);
  expect(highlightLines("a\r\nb\rc\nd", "text")).toHaveLength(4);
});

test("TypeScript keywords, types, strings and numbers have their colours", () => {
  const lines = highlightLines('const a: Money = pay("x", 5) as Money; // done', "typescript");
  expect(classOf(lines, "const")).toBe("text-syntax-keyword");
  expect(classOf(lines, "Money")).toBe("text-syntax-type");
  expect(classOf(lines, "pay")).toBe("text-syntax-name");
  expect(classOf(lines, '"x"')).toBe("text-syntax-string");
  expect(classOf(lines, "5")).toBe("text-syntax-number");
  expect(classOf(lines, "// done")).toBe("text-syntax-comment");
});

test("a JSON key is a name and its value is a string", () => {
  const lines = highlightLines('{\n  "key": "value",\n  "list": ["item"]\n}', "json");
  expect(classOf(lines, '"key"')).toBe("text-syntax-name");
  expect(classOf(lines, '"value"')).toBe("text-syntax-string");
  expect(classOf(lines, '"item"')).toBe("text-syntax-string");
});

test("a source made to be slow to read is shown plain, in time", () => {
  const before = performance.now();
  for (const unit of ["/[", "/*", "{"]) {
    expect(textOf(highlightLines(unit.repeat(50_000), "typescript"))).toBe(unit.repeat(50_000));
  }
  expect(performance.now() - before).toBeLessThan(5_000);
});

test("a source above the limit stays plain", () => {
  const [line] = highlightLines(`const a = 1;${" ".repeat(maxHighlightedLength)}`, "typescript");
  expect(line).toHaveLength(1);
});

test("a curl command shows its program, options and strings", () => {
  const lines = highlightShell(`curl -X POST "$URL/api" \\\n  --data '{"a": 1}' # go`);
  expect(lines).toHaveLength(2);
  expect(classOf(lines, "curl")).toBe("text-syntax-keyword");
  expect(classOf(lines, "--data")).toBe("text-syntax-name");
  expect(classOf(lines, `'{"a": 1}'`)).toBe("text-syntax-string");
  expect(classOf(lines, "# go")).toBe("text-syntax-comment");
});

test("characters that reorder or hide text stand on their own with their code point", () => {
  const shown = showControls({ text: "a\u202eb\u200b", className: "x" });
  expect(shown.map(({ codePoint }) => codePoint)).toEqual([
    undefined,
    "U+202E",
    undefined,
    "U+200B",
  ]);
  expect(shown.map(({ text }) => text).join("")).toBe("a•b•");
  expect(showControls({ text: "👩‍💻\tok", className: "" })).toHaveLength(1);
  expect(showControls({ text: "\u202e".repeat(500), className: "" })).toEqual([
    { text: "•".repeat(500), className: "" },
  ]);
});

test("an excerpt stays inside the source", () => {
  expect(excerptOf(10, undefined, 2)).toEqual({ from: 1, to: 10 });
  expect(excerptOf(10, { line: 1 }, 2)).toEqual({ from: 1, to: 3 });
  expect(excerptOf(10, { line: 10 }, 2)).toEqual({ from: 8, to: 10 });
  expect(excerptOf(10, { line: 99 }, 2)).toEqual({ from: 8, to: 10 });
  expect(excerptOf(10, { line: 5 }, undefined)).toEqual({ from: 1, to: 10 });
});
