import fc from "fast-check";
import { expect, test } from "vitest";
import { compileFilter } from "#lib/filters/compile-filter.ts";
import { faultRange } from "./fault-range.ts";

function faulty(source: string): string {
  const compiled = compileFilter(source);
  if (compiled.ok) throw new Error("the filter is valid");
  const { from, to } = faultRange(source, compiled.error);
  return source.slice(from, to);
}

test.each([
  ["$.amount = 1", "="],
  ["$.a > 1 &&\n  total > 2", "total"],
  ["$.a\r\n&& $.b & 1", "&"],
  ["$.a\u2028&& total", "total"],
])("the fault of %j is %j", (source, fault) => {
  expect(faulty(source)).toBe(fault);
});

test("what is missing is shown at what stands before it", () => {
  expect(faulty("$.amount >   ")).toBe(">");
  expect(faulty("$.tags.includes(")).toBe("(");
});

test("there is something to underline in whatever is refused", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 60 }), (source) => {
      const compiled = compileFilter(source);
      if (compiled.ok || source === "") return;
      const { from, to } = faultRange(source, compiled.error);
      expect(from).toBeGreaterThanOrEqual(0);
      expect(to).toBeGreaterThan(from);
      expect(to).toBeLessThanOrEqual(source.length);
    }),
  );
});
