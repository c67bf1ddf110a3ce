// What preparing a source answers.

/** Lines and columns count from 1. */
export type SourceError = { message: string; line: number; column: number };

export type PreparedSource = { ok: true; javascript: string } | { ok: false; error: SourceError };

export const modulesRefused =
  "A script cannot import or export: what it may use is in sdk, and its result is what it returns";
