import fc from "fast-check";
import { expect, test } from "vitest";
import { compileFilter } from "#lib/filters/compile-filter.ts";
import { markFilter } from "./mark-filter.ts";

function marked(source: string) {
  const compiled = compileFilter(source);
  if (compiled.ok) throw new Error("the filter is valid");
  return markFilter(source, compiled.error);
}

test("a fault is cut out of its line", () => {
  expect(marked("$.amount = 1")).toEqual({ before: "$.amount ", fault: "=", after: " 1" });
  expect(marked("$.a > 1 && total")).toEqual({ before: "$.a > 1 && ", fault: "total", after: "" });
});

test("only the faulty line is shown", () => {
  expect(marked("$.a > 1 &&\n  total > 2")).toEqual({
    before: "  ",
    fault: "total",
    after: " > 2",
  });
});

test("what is missing has a place and no text", () => {
  const { before, fault, after } = marked("$.a >");
  expect([before + after, fault]).toEqual(["$.a >", ""]);
});

test("whatever is refused, its line is shown whole", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 60 }), (source) => {
      const compiled = compileFilter(source);
      if (compiled.ok) return;
      const { before, fault, after } = markFilter(source, compiled.error);
      const lines = source.split(/\r\n|[\n\r\u2028\u2029]/);
      expect(before + fault + after).toBe(lines[compiled.error.line - 1] ?? "");
    }),
  );
});
