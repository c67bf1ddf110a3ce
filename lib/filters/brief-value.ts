// A value as a short text for a person: like JSON, cut early. A payload of megabytes costs as little as a small one.

import { ownValueAt } from "./own-value.ts";

const maxBrief = 120;

/** At most 120 characters; `undefined`, `NaN` and the infinities by their names. */
export function briefValue(value: unknown): string {
  const text = write(value, maxBrief);
  return text.length <= maxBrief ? text : `${text.slice(0, maxBrief - 1).toWellFormed()}…`;
}

/** Stops soon after `room` characters, of which there are none or more. */
function write(value: unknown, room: number): string {
  if (typeof value === "string") return JSON.stringify(value.slice(0, room + 1));
  if (typeof value === "number") return Object.is(value, -0) ? "-0" : String(value);
  if (Array.isArray(value)) return writeItems(value, room);
  return typeof value === "object" && value !== null ? writeFields(value, room) : String(value);
}

function writeItems(items: readonly unknown[], room: number): string {
  let text = "[";
  for (const item of items) {
    if (text.length > room) return text;
    text += `${text === "[" ? "" : ", "}${write(item, room - text.length)}`;
  }
  return `${text}]`;
}

function writeFields(object: object, room: number): string {
  let text = "{";
  // Not Object.entries, which makes a pair of each of thousands of fields.
  for (const key in object) {
    if (text.length > room) return text;
    text += `${text === "{" ? "" : ", "}${JSON.stringify(key.slice(0, room + 1))}: `;
    if (text.length <= room) text += write(ownValueAt(object, [key]), room - text.length);
  }
  return `${text}}`;
}
