// JSON that is passed on as the text it was stored as: never parsed and printed again, so that no digit is lost
// and no depth overflows.
import { randomBytes } from "node:crypto";

export class JsonText {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** `JSON.stringify`, with every `JsonText` inside `value` written out as it is. */
export function stringifyJson(value: unknown): string {
  // The mark is random, so that no stored text can contain it.
  const mark = `@${randomBytes(12).toString("hex")}@`;
  const texts: string[] = [];
  const json = JSON.stringify(value, (_key, part: unknown) => {
    if (!(part instanceof JsonText)) return part;
    texts.push(part.text);
    return mark;
  });
  if (texts.length === 0) return json;
  return json
    .split(`"${mark}"`)
    .map((piece, index) => piece + (texts[index] ?? ""))
    .join("");
}

/** Several JSON arrays as one. */
export function joinArrays(arrays: readonly string[]): JsonText {
  const inner = arrays.map((text) => text.trim().slice(1, -1).trim()).filter((text) => text !== "");
  return new JsonText(`[${inner.join(",")}]`);
}
