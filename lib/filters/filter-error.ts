// Why a filter is refused, said to a person, and how the parser's rooms say it to each other.

import { getLineInfo } from "acorn";

export type FilterError = {
  message: string;
  /** From 1. */
  line: number;
  /** From 1, in UTF-16 units. */
  column: number;
  /** The offending text; empty when something is missing. */
  text: string;
  /** What to do about it. */
  hint: string;
};

export type Refusal = { message: string; start: number; end: number; hint: string };

const MAX_TEXT = 80;

/** Thrown inside the parser, which is recursive; caught in parseFilter and nowhere else. */
export class RefusedFilter extends Error {
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(refusal.message);
    this.name = "RefusedFilter";
    this.refusal = refusal;
  }
}

export function toFilterError(source: string, refusal: Refusal): FilterError {
  const { line, column } = getLineInfo(source, refusal.start);
  const text = source.slice(refusal.start, Math.min(refusal.end, refusal.start + MAX_TEXT));
  return { message: refusal.message, line, column: column + 1, text, hint: refusal.hint };
}
