import { describe, expect, test } from "vitest";
import { countLevels, narrowLog, readLogLines } from "./log-lines.ts";

const at = "2026-11-23T12:00:00.000Z";
const log = (...lines: object[]) => readLogLines(JSON.stringify(lines));
const lines = log(
  { at, level: "debug", message: "Cache miss" },
  { at, level: "info", message: "Order 17 read", data: { total: 120 } },
  { at, level: "warn", message: "slow answer" },
  { at, level: "error", message: "Order 18 is unknown" },
);
const numbers = (shown: ReturnType<typeof narrowLog>) => shown.map((line) => line.number);

describe("reading a log", () => {
  test("keeps the order and the data as JSON", () => {
    expect(lines).toHaveLength(4);
    expect(lines[1]).toEqual({
      number: 2,
      at,
      level: "info",
      message: "Order 17 read",
      data: '{"total":120}',
    });
    expect(lines[0]?.data).toBeNull();
  });

  test.each(["", "{", "null", '"x"', "{}", "12"])("%j is no log and breaks nothing", (text) => {
    expect(readLogLines(text)).toEqual([]);
  });

  test("lines that are none are left out, odd ones are shown as well as they can be", () => {
    expect(readLogLines(`[null, 1, "x", {"message": 5}, {"level": "loud"}]`)).toEqual([
      { number: 4, at: "", level: "info", message: "5", data: null },
      { number: 5, at: "", level: "info", message: "", data: null },
    ]);
  });

  test("makes control characters and direction overrides visible and keeps line breaks", () => {
    const [line] = log({ at, level: "info", message: "a\u0000b\u001b[31mc\nd\te\u007f\u202ef" });
    expect(line?.message).toBe("a\\u0000b\\u001b[31mc\nd\te\\u007f\\u202ef");
  });

  test("a message with markup stays text", () => {
    const [line] = log({ at, level: "info", message: "<script>alert(1)</script>" });
    expect(line?.message).toBe("<script>alert(1)</script>");
  });
});

describe("narrowing a log", () => {
  test("by level", () => {
    expect(numbers(narrowLog(lines, { level: "warn", words: "" }))).toEqual([3]);
    expect(numbers(narrowLog(lines, { level: null, words: " " }))).toEqual([1, 2, 3, 4]);
  });

  test("by all of the words, in any case, in message and data", () => {
    expect(numbers(narrowLog(lines, { level: null, words: "ORDER 18" }))).toEqual([4]);
    expect(numbers(narrowLog(lines, { level: null, words: "total" }))).toEqual([2]);
    expect(numbers(narrowLog(lines, { level: "info", words: "unknown" }))).toEqual([]);
    expect(numbers(narrowLog(lines, { level: null, words: ".*" }))).toEqual([]);
  });
});

test("counts each level", () => {
  expect(countLevels(lines)).toEqual({ debug: 1, info: 1, warn: 1, error: 1 });
});

test("10,000 lines are read and narrowed at once", () => {
  const many = Array.from({ length: 10_000 }, (_, n) => ({
    at,
    level: "info",
    message: `line ${n}`,
  }));
  const read = readLogLines(JSON.stringify(many));
  expect(narrowLog(read, { level: null, words: "line 9999" })).toHaveLength(1);
});
