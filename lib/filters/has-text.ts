// Substring search in linear time. V8's own takes seconds for a long periodic needle in a payload,
// because its tables cover only the last 250 characters of the needle.

const NATIVE_NEEDLE = 200;
const NATIVE_WORK = 1_000_000;

export function hasText(text: string, needle: string): boolean {
  const isCheap = needle.length <= NATIVE_NEEDLE || text.length * needle.length <= NATIVE_WORK;
  return isCheap ? text.includes(needle) : hasLongText(text, needle);
}

/** Knuth, Morris and Pratt: after a mismatch go on with the longest border of what matched. */
function hasLongText(text: string, needle: string): boolean {
  if (needle.length > text.length) return false;
  const borders = bordersOf(needle);
  let matched = 0;
  for (let at = 0; at < text.length && matched < needle.length; at++) {
    matched = extend(needle, borders, matched, text.charCodeAt(at));
  }
  return matched === needle.length;
}

/** `borders[i]` is the length of the longest proper prefix of `needle[0..i]` that also ends it. */
function bordersOf(needle: string): Int32Array {
  const borders = new Int32Array(needle.length);
  let matched = 0;
  for (let at = 1; at < needle.length; at++) {
    matched = extend(needle, borders, matched, needle.charCodeAt(at));
    borders[at] = matched;
  }
  return borders;
}

function extend(needle: string, borders: Int32Array, matched: number, unit: number): number {
  let length = matched;
  while (length > 0 && needle.charCodeAt(length) !== unit) length = borders[length - 1] ?? 0;
  return needle.charCodeAt(length) === unit ? length + 1 : length;
}
