import fc from "fast-check";
import { expect, test } from "vitest";
import { LineReader } from "./line-reader.ts";

test("a text gives the same lines however it is cut", () => {
  const pieces = fc.array(fc.string({ unit: fc.constantFrom("a", "b", "\n") }));
  fc.assert(
    fc.property(pieces, (texts) => {
      const reader = new LineReader();
      const lines = texts.flatMap((text) => reader.read(text));
      const expected = texts.join("").split("\n");
      const rest = expected.pop() ?? "";
      expect(lines).toEqual(expected);
      expect(reader.openChars).toBe(rest.length);
    }),
  );
});

test("a long line costs no more for coming in many pieces", () => {
  const reader = new LineReader();
  const piece = "x".repeat(4_096);
  const startedAt = performance.now();
  for (let i = 0; i < 4_000; i += 1) expect(reader.read(piece)).toEqual([]);
  const [line] = reader.read("\n");
  expect(line?.length).toBe(4_000 * 4_096);
  expect(performance.now() - startedAt).toBeLessThan(500);
});
