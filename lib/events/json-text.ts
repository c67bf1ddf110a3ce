// Looks into JSON text without rebuilding it, so that a payload is stored exactly as it was sent.
// Every function here expects text that JSON.parse has accepted; none recurses.

/** A part of a text: from `start` up to, not including, `end`. */
export type Slice = { start: number; end: number };

const quote = 34;
const comma = 44;
const colon = 58;
const openBracket = 91;
const backslash = 92;
const closeBracket = 93;
const openBrace = 123;
const closeBrace = 125;

/** The elements of the array that the text holds. */
export function sliceElements(text: string): Slice[] {
  const elements: Slice[] = [];
  let at = skipSpace(text, text.indexOf("[") + 1);
  while (text.charCodeAt(at) !== closeBracket) {
    const end = valueEnd(text, at);
    elements.push({ start: at, end });
    at = skipSpace(text, end);
    if (text.charCodeAt(at) === comma) at = skipSpace(text, at + 1);
  }
  return elements;
}

/** The members of the object in `slice`, by name; of members with the same name the last one counts. */
export function sliceMembers(text: string, { start }: Slice): Map<string, Slice> {
  const members = new Map<string, Slice>();
  let at = skipSpace(text, start + 1);
  while (text.charCodeAt(at) === quote) {
    const nameEnd = stringEnd(text, at);
    const name: unknown = JSON.parse(text.slice(at, nameEnd));
    const valueStart = skipSpace(text, skipSpace(text, nameEnd) + 1);
    const end = valueEnd(text, valueStart);
    members.set(String(name), { start: valueStart, end });
    at = skipSpace(text, end);
    if (text.charCodeAt(at) === comma) at = skipSpace(text, at + 1);
  }
  return members;
}

/** True when the value in `slice` is an object. */
export function isObjectAt(text: string, { start }: Slice): boolean {
  return text.charCodeAt(start) === openBrace;
}

/** The whole text as a slice, without the space around its value. */
export function wholeValue(text: string): Slice {
  const start = skipSpace(text, 0);
  return { start, end: valueEnd(text, start) };
}

export type JsonFacts = { depth: number; keys: number };

export type Inspection = { ok: true; facts: JsonFacts } | { ok: false; message: string };

/** Depth and number of keys of a value; or what in it Postgres or a script could not hold. */
export function inspectJson(text: string, { start, end }: Slice): Inspection {
  const facts: JsonFacts = { depth: 0, keys: 0 };
  let depth = 0;
  let at = start;
  while (at < end) {
    const code = text.charCodeAt(at);
    if (code === quote || isNumberStart(code)) {
      const next = valueEnd(text, at);
      const literal = text.slice(at, next);
      const message = code === quote ? stringProblem(literal) : numberProblem(literal);
      if (message) return { ok: false, message };
      at = next;
      continue;
    }
    depth += depthStep(code);
    facts.depth = Math.max(facts.depth, depth);
    facts.keys += code === colon ? 1 : 0;
    at += 1;
  }
  return { ok: true, facts };
}

function depthStep(code: number): number {
  if (code === openBrace || code === openBracket) return 1;
  return code === closeBrace || code === closeBracket ? -1 : 0;
}

/** What is wrong with a decoded string; null when Postgres can hold it. */
export function textProblem(value: string): string | null {
  if (value.includes("\u0000")) return "The character U+0000 cannot be stored; leave it out";
  if (!value.isWellFormed()) return "A lone surrogate is not valid text; send whole characters";
  return null;
}

function stringProblem(literal: string): string | null {
  if (!literal.includes("\\u")) return null;
  return textProblem(String(JSON.parse(literal)));
}

function numberProblem(literal: string): string | null {
  if (Number.isFinite(Number(literal))) return null;
  const shown = literal.length > 24 ? `${literal.slice(0, 24)}…` : literal;
  return `The number ${shown} is too large; send it as a string`;
}

function isNumberStart(code: number): boolean {
  return code === 45 || (code >= 48 && code <= 57);
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (isSpace(text.charCodeAt(at))) at += 1;
  return at;
}

function isSpace(code: number): boolean {
  return code === 32 || code === 10 || code === 13 || code === 9;
}

function valueEnd(text: string, start: number): number {
  const code = text.charCodeAt(start);
  if (code === quote) return stringEnd(text, start);
  if (code === openBrace || code === openBracket) return containerEnd(text, start);
  return scalarEnd(text, start);
}

function containerEnd(text: string, start: number): number {
  let depth = 0;
  let at = start;
  for (;;) {
    const code = text.charCodeAt(at);
    if (code === quote) {
      at = stringEnd(text, at);
      continue;
    }
    depth += depthStep(code);
    at += 1;
    if (depth === 0) return at;
  }
}

function stringEnd(text: string, start: number): number {
  let at = text.indexOf('"', start + 1);
  while (isEscaped(text, at)) at = text.indexOf('"', at + 1);
  return at + 1;
}

function isEscaped(text: string, at: number): boolean {
  let slashes = 0;
  while (text.charCodeAt(at - 1 - slashes) === backslash) slashes += 1;
  return slashes % 2 === 1;
}

function scalarEnd(text: string, start: number): number {
  let at = start;
  while (at < text.length && !isScalarEnd(text.charCodeAt(at))) at += 1;
  return at;
}

function isScalarEnd(code: number): boolean {
  return code === comma || code === closeBrace || code === closeBracket || isSpace(code);
}
