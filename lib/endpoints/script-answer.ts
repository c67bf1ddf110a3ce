// From what an endpoint's script returned to the answer its caller gets. Nothing is guessed: what is not an answer is the
// script's error.
import { maySay } from "#lib/endpoints/header-names.ts";

export type ScriptAnswer = {
  status: number;
  /** By their names in lower case. */
  headers: Record<string, string>;
  body: string;
};

export type ReadAnswer = { ok: true; answer: ScriptAnswer } | { ok: false; message: string };

const most = { headers: 64, nameChars: 128, headerChars: 8_192 };
const parts = ["status", "headers", "body"];
/** Between them and the next answer on a connection there can be no body. */
const emptyStatuses = [204, 205, 304];
const token = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const headerText = /^[\t\x20-\x7e]*$/;

/** `resultJson` is null when nothing was returned. */
export function readAnswer(resultJson: string | null): ReadAnswer {
  const value: unknown = resultJson === null ? null : JSON.parse(resultJson);
  if (value === null) return { ok: true, answer: { status: 204, headers: {}, body: "" } };
  try {
    return { ok: true, answer: toAnswer(value) };
  } catch (error) {
    if (error instanceof WrongAnswer) return { ok: false, message: error.message };
    throw error;
  }
}

class WrongAnswer extends Error {}

function toAnswer(value: unknown): ScriptAnswer {
  if (!isRecord(value)) refuse("an endpoint returns nothing or { status?, headers?, body? }");
  const unknown = Object.keys(value).find((name) => !parts.includes(name));
  if (unknown !== undefined) refuse(`an answer has no ${quote(unknown)}, only ${parts.join(", ")}`);
  const status = readStatus(value["status"]);
  const headers = readHeaders(value["headers"]);
  const body = value["body"] ?? null;
  if (body === null) return { status, headers, body: "" };
  if (emptyStatuses.includes(status)) refuse(`an answer of status ${status} has no body`);
  const isText = typeof body === "string";
  headers["content-type"] ??= isText ? "text/plain; charset=utf-8" : "application/json";
  return { status, headers, body: isText ? body : JSON.stringify(body) };
}

function readStatus(value: unknown): number {
  if (value === undefined || value === null) return 200;
  const isStatus = Number.isInteger(value) && Number(value) >= 200 && Number(value) <= 599;
  return isStatus ? Number(value) : refuse("status is a whole number from 200 to 599");
}

function readHeaders(value: unknown): Record<string, string> {
  if (value === undefined || value === null) return {};
  if (!isRecord(value)) refuse("headers is an object of texts");
  const given = Object.entries(value);
  if (given.length > most.headers) refuse(`an answer has at most ${most.headers} headers`);
  const found = new Map<string, string>();
  let chars = 0;
  for (const [name, text] of given) {
    const known = readName(name);
    if (found.has(known)) refuse(`the header ${quote(known)} is there twice`);
    found.set(known, readText(known, text));
    chars += known.length + String(text).length;
  }
  if (chars > most.headerChars) refuse(`headers have at most ${most.headerChars} characters`);
  return Object.fromEntries(found);
}

function readName(name: string): string {
  if (!token.test(name) || name.length > most.nameChars) refuse(`${quote(name)} names no header`);
  const known = name.toLowerCase();
  return maySay(known) ? known : refuse(`an endpoint may not set the header ${quote(known)}`);
}

function readText(name: string, text: unknown): string {
  if (typeof text === "string" && headerText.test(text)) return text.trim();
  return refuse(`the header ${quote(name)} is a text of printable ASCII on one line`);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function quote(text: string): string {
  return JSON.stringify(text.slice(0, 64));
}

function refuse(message: string): never {
  throw new WrongAnswer(message);
}
