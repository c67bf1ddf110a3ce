// JSON text as a tree to draw: every digit as it was sent, and never more of it than a page can hold.
// Nothing is evaluated; text that is no JSON answers null.
import { escapeInvisible } from "#components/ui/invisible.ts";
import { sliceElements, sliceMembers } from "#lib/events/json-text.ts";

export type JsonNode =
  | { kind: "object"; size: number; children: JsonMember[] }
  | { kind: "array"; size: number; children: JsonMember[] }
  | { kind: "string" | "number" | "literal"; text: string }
  /** Deeper than anyone reads, or more than a page can hold: the text as it is, cut. */
  | { kind: "cut"; text: string };

/** `name` is null for an element of an array. */
export type JsonMember = { name: string | null; value: JsonNode };

export type JsonBounds = {
  /** Members shown of one object or array. */
  members: number;
  depth: number;
  /** Values of the whole tree. */
  values: number;
};

const standard: JsonBounds = { members: 100, depth: 40, values: 2000 };

export function readJsonTree(text: string, bounds: JsonBounds = standard): JsonNode | null {
  if (!isJson(text)) return null;
  return readValue(text.trim(), { ...bounds });
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** `left` says what may still be read; its count of values is shared by the whole tree. */
function readValue(text: string, left: JsonBounds): JsonNode {
  left.values -= 1;
  const first = text[0];
  if (first === '"') return { kind: "string", text };
  if (first !== "{" && first !== "[") {
    return { kind: /^[-\d]/.test(text) ? "number" : "literal", text };
  }
  if (left.depth === 0 || left.values <= 0) return { kind: "cut", text: cut(text) };
  return first === "{" ? readObject(text, left) : readArray(text, left);
}

function readObject(text: string, left: JsonBounds): JsonNode {
  const members = sliceMembers(text, { start: 0, end: text.length });
  const shown = [...members].slice(0, left.members);
  const children = within(left, () =>
    shown.map(([name, { start, end }]) => ({
      name,
      value: readValue(text.slice(start, end), left),
    })),
  );
  return { kind: "object", size: members.size, children };
}

function readArray(text: string, left: JsonBounds): JsonNode {
  const elements = sliceElements(text);
  const shown = elements.slice(0, left.members);
  const children = within(left, () =>
    shown.map(({ start, end }) => ({ name: null, value: readValue(text.slice(start, end), left) })),
  );
  return { kind: "array", size: elements.length, children };
}

function within<Value>(left: JsonBounds, read: () => Value): Value {
  left.depth -= 1;
  const value = read();
  left.depth += 1;
  return value;
}

function cut(text: string): string {
  return text.length > 120 ? `${text.slice(0, 120)}…` : text;
}

/**
 * A string literal as it is read: letters instead of their escapes, and escapes instead of what cannot be seen or
 * would turn the line around. Still valid JSON for the same string.
 */
export function readableString(literal: string): string {
  const value: unknown = JSON.parse(literal);
  return escapeInvisible(JSON.stringify(value));
}

/** The name of a member; in quotes only where it would be misread without. */
export function readableName(name: string): string {
  return /^[\w$.-]+$/.test(name) ? name : escapeInvisible(JSON.stringify(name));
}
