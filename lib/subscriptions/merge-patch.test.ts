import { expect, test } from "vitest";
import { mergePatch } from "./merge-patch.ts";

// The examples of RFC 7396, appendix A, that have objects on both sides.
test.each([
  [{ a: "b" }, { a: "c" }, { a: "c" }],
  [{ a: "b" }, { b: "c" }, { a: "b", b: "c" }],
  [{ a: "b" }, { a: null }, {}],
  [{ a: "b", b: "c" }, { a: null }, { b: "c" }],
  [{ a: ["b"] }, { a: "c" }, { a: "c" }],
  [{ a: "c" }, { a: ["b"] }, { a: ["b"] }],
  [{ a: { b: "c" } }, { a: { b: "d", c: null } }, { a: { b: "d" } }],
  [{ a: [{ b: "c" }] }, { a: [1] }, { a: [1] }],
  [{ e: null }, { a: 1 }, { e: null, a: 1 }],
  [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
])("%j merged with %j is %j", (target, patch, merged) => {
  expect(mergePatch(target, patch)).toEqual(merged);
});

test("an object of another kind replaces the old one", () => {
  const target = { backoff: { kind: "exponential", baseMs: 5, factor: 2 } };
  const patch = { backoff: { kind: "fixed", delayMs: 1 } };
  expect(mergePatch(target, patch)).toEqual(patch);
});

test("a member named __proto__ is a member, and says nothing about the others", () => {
  const patch = JSON.parse('{"backoff": {"__proto__": {"delayMs": 7}}}');
  const target = { backoff: { kind: "fixed", delayMs: 1 } };
  const merged = mergePatch(target, patch)["backoff"];
  expect(Object.keys(merged ?? {})).toEqual(["kind", "delayMs", "__proto__"]);
  expect(Object.getPrototypeOf(merged)).toBe(Object.prototype);
});
