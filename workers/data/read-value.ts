// A value as PostgreSQL prints it, as the script gets it (decision 4): what JavaScript's numbers cannot hold stays text.
import { parse as parseArray } from "postgres-array";

/** By the type's number in pg_type. Types that are not here stay the text that PostgreSQL prints. */
const readers: Readonly<Record<number, (text: string) => unknown>> = {
  16: (text) => text === "t",
  17: (text) => Buffer.from(text.slice(2), "hex").toString("base64"),
  20: readInteger,
  21: Number,
  23: Number,
  26: Number,
  114: JSON.parse,
  700: readFloat,
  701: readFloat,
  1114: readInstant,
  1184: readInstant,
  3802: JSON.parse,
};

/** Array types, and the types of their members. */
const members: Readonly<Record<number, number>> = {
  1000: 16,
  1001: 17,
  1016: 20,
  1005: 21,
  1007: 23,
  1028: 26,
  199: 114,
  1021: 700,
  1022: 701,
  1115: 1114,
  1185: 1184,
  3807: 3802,
  1009: 25,
  1015: 1043,
  1014: 1042,
  1231: 1700,
  2951: 2950,
  1182: 1082,
  1183: 1083,
  1270: 1266,
  1187: 1186,
};

export function readValue(type: number, text: string): unknown {
  const member = members[type];
  if (member === undefined) return read(type, text);
  // `[2:3]={…}` is an array that does not begin at 1.
  const literal = text.startsWith("[") ? text.slice(text.indexOf("=") + 1) : text;
  return parseArray(literal, (item) => read(member, item));
}

function read(type: number, text: string): unknown {
  const reader = readers[type];
  return reader ? reader(text) : text;
}

function readInteger(text: string): number | string {
  const number = Number(text);
  return Number.isSafeInteger(number) ? number : text;
}

/** NaN and the infinities are no JSON. */
function readFloat(text: string): number | string {
  const number = Number(text);
  return Number.isFinite(number) ? number : text;
}

/** The session's zone is UTC; what is no instant of four digits' years (infinity, BC) stays as it is. */
function readInstant(text: string): string {
  const match = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d(?:\.\d+)?)(\+00)?$/.exec(text);
  if (!match) return text;
  const [, date, time, zone] = match;
  return `${date}T${time}${zone ? "Z" : ""}`;
}
