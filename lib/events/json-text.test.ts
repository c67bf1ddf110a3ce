import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { inspectJson, sliceElements, sliceMembers, textProblem, wholeValue } from "./json-text.ts";
import { type PrintedJson, printedJson } from "./testing/printed-json.ts";

const around = fc.constantFrom("", " ", "\n\t ");

function cut(text: string, { start, end }: { start: number; end: number }): unknown {
  return JSON.parse(text.slice(start, end));
}

function inspect(text: string) {
  return inspectJson(text, wholeValue(text));
}

const objects = printedJson.filter(({ text }) => text.startsWith("{"));
const arrays = printedJson.filter(({ text }) => text.startsWith("["));

describe("the parts of a JSON text", () => {
  test("members hold what JSON.parse reads, the last of a name winning", () => {
    fc.assert(
      fc.property(objects, around, ({ text }, space) => {
        const whole = space + text + space;
        const members = sliceMembers(whole, wholeValue(whole));
        const entries = [...members].map(([name, slice]) => [name, cut(whole, slice)]);
        const parsed = Object.entries(JSON.parse(whole));
        expect(new Map(entries as [string, unknown][])).toEqual(new Map(parsed));
      }),
      { numRuns: 1_500 },
    );
  });

  test("elements hold what JSON.parse reads, in order", () => {
    fc.assert(
      fc.property(arrays, around, ({ text }, space) => {
        const whole = space + text + space;
        const elements = sliceElements(whole).map((slice) => cut(whole, slice));
        expect(elements).toEqual(JSON.parse(whole));
      }),
      { numRuns: 1_500 },
    );
  });

  test("no part carries the space around it", () => {
    fc.assert(
      fc.property(objects, ({ text }) => {
        for (const { start, end } of sliceMembers(text, wholeValue(text)).values()) {
          const part = text.slice(start, end);
          expect(part).toBe(part.trim());
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe("what a JSON text holds", () => {
  test("depth and keys are those a naive count finds", () => {
    const storable = printedJson.filter(({ text }) => !/\\u0000/.test(text));
    fc.assert(
      fc.property(storable, ({ text, depth, keys }: PrintedJson) => {
        expect(inspect(text)).toEqual({ ok: true, facts: { depth, keys } });
      }),
      { numRuns: 2_000 },
    );
  });

  test("text that cannot be stored is found wherever it stands, and nowhere else", () => {
    const units = fc.constantFrom(
      "\\u0000",
      "\\ud83d",
      "\\ude00",
      "\\\\",
      '\\"',
      "u0000",
      "é",
      "x",
    );
    const hole = fc.constantFrom<(s: string) => string>(
      (s) => s,
      (s) => `{"k":[1,${s}]}`,
      (s) => `{"a":{${s}:true}}`,
      (s) => `["\\\\",${s}]`,
    );
    fc.assert(
      fc.property(fc.array(units, { maxLength: 6 }), hole, (parts, place) => {
        const literal = `"${parts.join("")}"`;
        const expected = textProblem(JSON.parse(literal));
        const found = inspect(place(literal));
        expect(found.ok ? null : found.message).toBe(expected);
      }),
      { numRuns: 2_000 },
    );
  });

  test.each(["1e400", "-1e400", "1E+309", `1${"0".repeat(400)}`, `-9${"9".repeat(100_000)}`])(
    "a number that JavaScript reads as infinite is refused in a short sentence (%#)",
    (literal) => {
      const found = inspect(`{"a":[${literal}]}`);
      expect(found.ok ? "" : found.message).toMatch(/too large/);
      expect(found.ok ? "" : found.message.length).toBeLessThan(100);
    },
  );

  test.each(["9007199254740993", "1e308", "-0", "1e-400", `0.${"1".repeat(100_000)}`])(
    "other odd numbers are fine (%#)",
    (literal) => {
      expect(inspect(`[${literal}]`)).toEqual({ ok: true, facts: { depth: 1, keys: 0 } });
    },
  );

  test("100,000 levels are counted, not climbed", () => {
    const deep = 100_000;
    expect(inspect("[".repeat(deep) + "]".repeat(deep))).toMatchObject({ facts: { depth: deep } });
    const nested = `${'{"a":'.repeat(deep)}1${"}".repeat(deep)}`;
    expect(inspect(nested)).toEqual({ ok: true, facts: { depth: deep, keys: deep } });
    expect(sliceMembers(nested, wholeValue(nested)).get("a")).toEqual({
      start: 5,
      end: nested.length - 1,
    });
  });

  test("four megabytes of backslashes, quotes or brackets take no more than linear time", () => {
    const size = 2_000_000;
    const texts = [
      `"${"\\\\".repeat(size)}"`,
      `"${'\\"'.repeat(size)}"`,
      `["${"\\\\".repeat(size - 10)}","\\""]`,
      `"${"[{".repeat(size)}"`,
    ];
    const started = performance.now();
    for (const text of texts) expect(inspect(text).ok).toBe(true);
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});
