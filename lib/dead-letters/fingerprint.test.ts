import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fingerprint } from "./fingerprint.ts";

const error = { name: "TypeError", message: "no order 7 for 'bob'", line: 3, column: 5 };
const of = (message: string) => fingerprint({ ...error, message });

describe("the same error", () => {
  test.each([
    ["numbers", "order 7 of 10", "order 12345 of 2"],
    ["signs and fractions", "balance 5 below 0.5", "balance -7.25 below 1e-7"],
    ["UUIDs", `user ${crypto.randomUUID()} is gone`, `user ${crypto.randomUUID()} is gone`],
    ["hexadecimal ids", "commit 0123456789abcdef0123 failed", "commit fedcba98765432100000 failed"],
    ["addresses", "at 0xdeadbeef", "at 0x12"],
    ["quoted text", 'no "a" in `b`', 'no "xyz" in `c d`'],
    ["quotes after an apostrophe", "can't find user 'bob'", "can't find user 'alice'"],
    ["two apostrophes", "doesn't and won't take 'x'", "doesn't and won't take 'yy'"],
  ])("whatever its %s", (_, a, b) => {
    expect(of(a)).toBe(of(b));
  });

  test("wherever a long message is cut", () => {
    const long = (id: number) => `${`item ${id}, `.repeat(150)}end ${"x".repeat(500)}`;
    expect(of(long(1))).toBe(of(long(123_456)));
  });

  test("for any numbers and ids in any place", () => {
    const words = fc.constantFrom("order", "can't", "of", "->", "(", "\n", "😀");
    const id = fc.oneof(
      fc.integer().map(String),
      fc.uuid(),
      fc.string().map((s) => JSON.stringify(s.replace(/["\\]/g, ""))),
    );
    const parts = fc.array(fc.tuple(words, id, id), { maxLength: 8 });
    fc.assert(
      fc.property(parts, (sentence) => {
        const side = (at: 1 | 2) => sentence.map((part) => `${part[0]} ${part[at]}`).join(" ");
        const numeric = (text: string) => /^-?\d+$/.test(text);
        const alike = sentence.every(
          ([, a, b]) => numeric(a) === numeric(b) && a.startsWith('"') === b.startsWith('"'),
        );
        if (alike) expect(of(side(1))).toBe(of(side(2)));
      }),
    );
  });
});

describe("another error", () => {
  test.each([
    ["its name", { ...error, name: "RangeError" }],
    ["its words", { ...error, message: "no invoice 7 for 'bob'" }],
    ["its line", { ...error, line: 4 }],
    ["its column", { ...error, column: 6 }],
    ["no frame", { name: error.name, message: error.message }],
  ])("differs by %s", (_, other) => {
    expect(fingerprint(other)).not.toBe(fingerprint(error));
  });
});

test("a fingerprint is 16 hexadecimal characters for any text, found at once", () => {
  const texts = [
    "",
    "\0",
    "'".repeat(4_096),
    `"${"'x ".repeat(1_300)}`,
    "0".repeat(4_096),
    "-".repeat(4_096),
  ];
  const started = performance.now();
  for (const text of texts) expect(of(text)).toMatch(/^[0-9a-f]{16}$/);
  expect(performance.now() - started).toBeLessThan(1_000);
});
