// A filter that cannot even be read as one is refused with a place, too: at the character that no one can store, and at
// its beginning where it is no filter at all.

import type { FieldError } from "#lib/shared/failure.ts";
import { toFilterError } from "./filter-error.ts";

/** Where a value stands that is neither text nor object. */
export const beginning = { line: 1, column: 1 } as const;

/** `fault` as it is, unless it is one of the filter in `input`: then with line and column, and the filter's own path. */
export function placeFilterFault(fault: FieldError, input: unknown): FieldError {
  const path = /^(?:subscription\.)?filter(?=\.|$)/.exec(fault.path)?.[0];
  if (path === undefined) return fault;
  const filter = path.split(".").reduce(memberOf, input);
  return { ...fault, path, ...(typeof filter === "string" ? placeIn(filter) : beginning) };
}

function placeIn(source: string): { line: number; column: number } {
  const start = Math.max(0, source.search(/\0|\p{Surrogate}/u));
  const { line, column } = toFilterError(source, { message: "", start, end: start, hint: "" });
  return { line, column };
}

function memberOf(value: unknown, key: string): unknown {
  return Object.entries(value ?? {}).find(([name]) => name === key)?.[1];
}
