import { expect, test } from "vitest";
import { rangeOf } from "#components/ui/code-problem.ts";

const texts = ["const a = 1;", "", "sdk.sms.send()"];
const source = {
  lines: texts.length,
  line: (number: number) => {
    const from = texts.slice(0, number - 1).reduce((sum, text) => sum + text.length + 1, 0);
    const text = texts[number - 1] ?? "";
    return { from, to: from + text.length, text };
  },
};

const at = (line: number, column: number, endColumn?: number) =>
  rangeOf(source, { line, column, endColumn, message: "" });

test("a problem underlines the word at its column", () => {
  expect(at(1, 1)).toEqual({ from: 0, to: 5 });
  expect(at(3, 5)).toEqual({ from: 18, to: 21 });
});

test("a problem with an end underlines up to it", () => {
  expect(at(1, 7, 10)).toEqual({ from: 6, to: 9 });
  expect(at(1, 7, 99)).toEqual({ from: 6, to: 12 });
});

test("a problem at the end of a line underlines the last character", () => {
  expect(at(1, 13)).toEqual({ from: 11, to: 12 });
});

test("a problem on an empty line, or nowhere, is put at the nearest place", () => {
  expect(at(2, 5)).toEqual({ from: 13, to: 13 });
  expect(at(0, 0)).toEqual({ from: 0, to: 5 });
  expect(at(99, 99)).toEqual({ from: 27, to: 28 });
  expect(at(Number.NaN, Number.NaN)).toEqual({ from: 0, to: 5 });
});
