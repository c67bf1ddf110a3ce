// A filter as its JSON object, and the text in which it is stored.

import { maxLength } from "../limits.ts";

export type JsonObject = { [key: string]: unknown };

/** No expression begins with a brace, so the text says itself which form it is. */
export function isFormText(source: string): boolean {
  return /^\s*\{/.test(source);
}

/**
 * JSON.stringify for what may be stored; undefined for what is no JSON or has more parts than characters are allowed
 * (a small message can stand for an endless object: cycles, references to references).
 */
export function toFormText(form: JsonObject): string | undefined {
  let parts = 0;
  try {
    return JSON.stringify(form, (_key, part: unknown) => {
      parts += 1;
      if (parts > maxLength) throw new RangeError("too many parts");
      return part;
    });
  } catch (error) {
    if (error instanceof RangeError || error instanceof TypeError) return undefined;
    throw error;
  }
}

/** A stored filter as it was given: the object of a text that is one. A text that no save let in stays a text. */
export function readFilterText(source: string): string | JsonObject {
  if (!isFormText(source)) return source;
  try {
    return JSON.parse(source);
  } catch (error) {
    if (error instanceof SyntaxError) return source;
    throw error;
  }
}
