// RE2 patterns of `matches`: linear in the text, and bounded in what one pattern may cost in time
// and memory, because all tenants' filters run in one router.

import { RE2JS, RE2JSException } from "re2js";

export type TestText = (text: string) => boolean | undefined;

export type PatternResult = { ok: true; test: TestText } | { ok: false; problem: string };

const MAX_INSTRUCTIONS = 500;
/** Characters × instructions of one test; about 50 ms at worst. A longer text gives undefined. */
const MAX_STEPS = 2_000_000;
const MAX_AUTOMATON_BYTES = 64 * 1024;

export function compilePattern(pattern: string): PatternResult {
  const compiled = compileRe2(pattern);
  if (typeof compiled === "string") return { ok: false, problem: compiled };
  const instructions = compiled.programSize();
  if (instructions > MAX_INSTRUCTIONS) return { ok: false, problem: "it is too large" };
  const maxLength = Math.floor(MAX_STEPS / instructions);
  const test: TestText = (text) => (text.length > maxLength ? undefined : compiled.test(text));
  return { ok: true, test };
}

function compileRe2(pattern: string): RE2JS | string {
  try {
    const compiled = RE2JS.compile(pattern);
    // The engine's own budget is 8 MB for each pattern; past ours it falls back to its slower walk.
    const { dfa } = compiled.re2();
    dfa.stateBudget = MAX_AUTOMATON_BYTES;
    dfa.memBudget = MAX_AUTOMATON_BYTES;
    return compiled;
  } catch (error) {
    if (error instanceof RE2JSException)
      return error.message.replace(/^error parsing regexp: /, "");
    throw error;
  }
}
