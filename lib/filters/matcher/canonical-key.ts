// One key for all values that JavaScript's `==` takes for the same as a literal, so that a hash can
// find equality under coercion. Two values may share a key and differ; never the reverse.

import { toPrimitive } from "../coerce.ts";

/** Null stands for null and undefined; a text that reads as a number is that number. */
export type CanonicalKey = string | number | null;

/**
 * `value == literal` implies `canonicalKey(value) === canonicalKey(literal)` for every literal of a
 * filter: texts compare with numbers and booleans as numbers, objects as their primitives
 * (ECMA-262 §7.2.13), and nothing but null and undefined equals null.
 */
export function canonicalKey(value: unknown): CanonicalKey {
  if (typeof value === "string") return keyOfText(value);
  if (typeof value === "number") return value + 0; // -0 is 0
  if (value === null || value === undefined) return null;
  const primitive = toPrimitive(value);
  return typeof primitive === "string" ? keyOfText(primitive) : Number(primitive);
}

function keyOfText(text: string): CanonicalKey {
  if (startsAsNoNumber(text.charCodeAt(0))) return text;
  const number = Number(text);
  return Number.isNaN(number) ? text : number + 0;
}

/** True of most words, without the cost of reading them: no number starts so, nor does a blank. */
function startsAsNoNumber(unit: number): boolean {
  const isInfinity = unit === 73;
  return unit > 57 && unit < 160 && !isInfinity;
}
