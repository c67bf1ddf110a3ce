// Strict JSON → nodes that know where they stand, so that a fault in a filter can be shown at its place.
// JSON.parse says neither where a key stands nor, always, where its own errors are.

import { type Refusal, RefusedFilter } from "../filter-error.ts";
import { maxBrackets } from "../limits.ts";
import { refusalOfToken } from "./json-syntax.ts";

export type Place = { start: number; end: number };

export type JsonScalar = string | number | boolean | null;

/** The place of a member is that of its key. */
export type JsonMember = Place & { key: string; value: JsonNode };

export type JsonNode = Place &
  (
    | { kind: "object"; members: readonly JsonMember[] }
    | { kind: "list"; items: readonly JsonNode[] }
    | { kind: "scalar"; value: JsonScalar }
  );

type Token = Place & { text: string };

type Reader = { source: string; at: number; depth: number };

const blank = /[ \t\n\r]*/y;
const token =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those that RFC 8259 forbids in a text
  /[{}[\]:,]|"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?(?![\w.])|(?:true|false|null)(?!\w)/y;

/**
 * Throws RefusedFilter. A key that stands twice counts once, as with JSON.parse: where it first stood, with its last
 * value.
 */
export function readJson(source: string): JsonNode {
  const reader: Reader = { source, at: 0, depth: 0 };
  const root = readValue(reader, next(reader));
  const rest = peek(reader);
  if (rest.start < source.length) refuseToken(reader, rest, "end");
  return root;
}

function readValue(reader: Reader, first: Token): JsonNode {
  if (first.text === "{") return within(reader, first, readMembers);
  if (first.text === "[") return within(reader, first, readItems);
  if (/^[}\],:]?$/.test(first.text)) return refuseToken(reader, first, "value");
  const value: JsonScalar = JSON.parse(first.text);
  if (typeof value !== "number" || Number.isFinite(value)) {
    return { kind: "scalar", value, start: first.start, end: first.end };
  }
  const hint = "The largest number is about 1.8e308";
  return refuseAt(first, { message: `The number ${first.text} is too large`, hint });
}

function within(reader: Reader, open: Token, read: (reader: Reader, open: Token) => JsonNode) {
  reader.depth += 1;
  if (reader.depth > maxBrackets) {
    const hint = "Write paths with dots and join conditions side by side";
    refuseAt(open, { message: "The filter is nested too deeply", hint });
  }
  const node = read(reader, open);
  reader.depth -= 1;
  return node;
}

function readMembers(reader: Reader, open: Token): JsonNode {
  const members = new Map<string, JsonMember>();
  const end = readSeparated(reader, "}", (first) => {
    if (!first.text.startsWith('"')) refuseToken(reader, first, "key");
    const key: string = JSON.parse(first.text);
    const colon = next(reader);
    if (colon.text !== ":") refuseToken(reader, colon, ":");
    const value = readValue(reader, next(reader));
    members.set(key, { key, value, start: first.start, end: first.end });
  });
  return { kind: "object", members: [...members.values()], start: open.start, end };
}

function readItems(reader: Reader, open: Token): JsonNode {
  const items: JsonNode[] = [];
  const end = readSeparated(reader, "]", (first) => {
    items.push(readValue(reader, first));
  });
  return { kind: "list", items, start: open.start, end };
}

/** Reads what stands between commas, up to `close`; answers where that ends. */
function readSeparated(reader: Reader, close: "}" | "]", readOne: (first: Token) => void): number {
  let first = next(reader);
  if (first.text === close) return first.end;
  for (;;) {
    readOne(first);
    const separator = next(reader);
    if (separator.text === close) return separator.end;
    if (separator.text !== ",") refuseToken(reader, separator, close);
    first = next(reader);
    if (first.text === close) refuseToken(reader, separator, "last comma");
  }
}

function next(reader: Reader): Token {
  const found = peek(reader);
  reader.at = found.end;
  if (found.text === "" && found.start < reader.source.length) refuseToken(reader, found, "token");
  return found;
}

/** The next token; empty at the end, and where no token of JSON stands. */
function peek({ source, at }: Reader): Token {
  blank.lastIndex = at;
  blank.test(source);
  const start = blank.lastIndex;
  token.lastIndex = start;
  const text = token.exec(source)?.[0] ?? "";
  return { text, start, end: start + text.length };
}

function refuseToken(
  { source }: Reader,
  { start }: Place,
  wanted: Parameters<typeof refusalOfToken>[2],
): never {
  throw new RefusedFilter(refusalOfToken(source, start, wanted));
}

export function refuseAt(place: Place, why: Pick<Refusal, "message" | "hint">): never {
  throw new RefusedFilter({ ...why, start: place.start, end: place.end });
}
