// The table of methods that a filter may call on a value. Called on a value of another type they
// are undefined (decision 11); their argument converts as in JavaScript.

import { toText } from "./coerce.ts";
import { hasText } from "./has-text.ts";

type MethodRow = {
  arity: 0 | 1;
  example: string;
  meaning: string;
  call(receiver: unknown, argument: unknown): unknown;
};

export const methods = {
  includes: {
    arity: 1,
    example: '$.tags.includes("vip")',
    meaning: "a string holds the text; an array holds the value, compared as by `===`",
    call: includes,
  },
  startsWith: {
    arity: 1,
    example: '$.sku.startsWith("A-")',
    meaning: "a string begins with the text",
    call: (text, start) => (isText(text) ? text.startsWith(toText(start)) : undefined),
  },
  endsWith: {
    arity: 1,
    example: '$.email.endsWith("@example.com")',
    meaning: "a string ends with the text",
    call: (text, end) => (isText(text) ? text.endsWith(toText(end)) : undefined),
  },
  toLowerCase: {
    arity: 0,
    example: '$.status.toLowerCase() == "paid"',
    meaning: "the string in small letters",
    call: (text) => (isText(text) ? text.toLowerCase() : undefined),
  },
  toUpperCase: {
    arity: 0,
    example: '$.currency.toUpperCase() == "EUR"',
    meaning: "the string in capitals",
    call: (text) => (isText(text) ? text.toUpperCase() : undefined),
  },
  trim: {
    arity: 0,
    example: '$.note.trim() != ""',
    meaning: "the string without blanks at both ends",
    call: (text) => (isText(text) ? text.trim() : undefined),
  },
} satisfies Record<string, MethodRow>;

export type MethodName = keyof typeof methods;

export function isMethodName(name: string): name is MethodName {
  return Object.hasOwn(methods, name);
}

function includes(receiver: unknown, argument: unknown): unknown {
  if (isText(receiver)) return hasText(receiver, toText(argument));
  return Array.isArray(receiver) ? receiver.includes(argument) : undefined;
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}
