// A filter as its JSON object, and the text in which it is stored.

import { maxLength } from "../limits.ts";

export type JsonObject = { [key: string]: unknown };

/** No expression begins with a brace, so the text says itself which form it is. */
export function isFormText(source: string): boolean {
  return /^\s*\{/.test(source);
}

type FormText = { ok: true; text: string } | { ok: false; isTooLong: boolean };

/**
 * JSON.stringify for what may be stored: not for what has more parts than characters are allowed (a small message can
 * stand for an endless object: references to references), nor for what JSON would say otherwise or not at all.
 */
export function toFormText(form: JsonObject): FormText {
  let parts = 0;
  try {
    const text = JSON.stringify(form, (_key, part: unknown) => {
      parts += 1;
      if (parts > maxLength) throw new RangeError("too many parts");
      if (!isJson(part)) throw new TypeError("no JSON");
      return part;
    });
    return { ok: true, text };
  } catch (error) {
    if (error instanceof RangeError) return { ok: false, isTooLong: true };
    if (error instanceof TypeError) return { ok: false, isTooLong: false };
    throw error;
  }
}

/** `{ status: undefined }` would be saved as `{}`, which matches every event; so would a Map. */
function isJson(part: unknown): boolean {
  if (typeof part === "number") return Number.isFinite(part);
  if (typeof part !== "object") return typeof part === "string" || typeof part === "boolean";
  const isPlain = Object.prototype.toString.call(part) === "[object Object]";
  return part === null || Array.isArray(part) || isPlain;
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
