// RE2 patterns of `matches`: linear in the text, and bounded in what one pattern may cost in time
// and memory, because all tenants' filters run in one router.

import { RE2JS, RE2JSException } from "re2js";
import { maxInstructions, maxPatterns, maxSteps } from "./limits.ts";

export type TestText = (text: string) => boolean | undefined;

export type PatternResult = { ok: true; test: TestText } | { ok: false; problem: string };

const maxAutomatonBytes = 32 * 1024;

/** Those of one filter: each is asked for when it is checked, bound and explained, and may take 50 ms to compile. */
const latest = new Map<string, PatternResult>();

export function compilePattern(pattern: string): PatternResult {
  const known = latest.get(pattern);
  if (known !== undefined) return known;
  const result = compileAnew(pattern);
  const [oldest] = latest.keys();
  if (oldest !== undefined && latest.size === maxPatterns) latest.delete(oldest);
  latest.set(pattern, result);
  return result;
}

function compileAnew(pattern: string): PatternResult {
  const compiled = compileRe2(pattern);
  if (typeof compiled === "string") return { ok: false, problem: compiled };
  const instructions = compiled.programSize();
  if (instructions > maxInstructions) return { ok: false, problem: "it is too large" };
  const longest = Math.floor(maxSteps / instructions);
  const test: TestText = (text) => (text.length > longest ? undefined : compiled.test(text));
  return { ok: true, test };
}

function compileRe2(pattern: string): RE2JS | string {
  try {
    const compiled = RE2JS.compile(pattern);
    // The engine's own budget is 8 MB for each pattern; past ours it falls back to its slower walk.
    const { dfa } = compiled.re2();
    dfa.stateBudget = maxAutomatonBytes;
    dfa.memBudget = maxAutomatonBytes;
    return compiled;
  } catch (error) {
    if (error instanceof RE2JSException)
      return error.message.replace(/^error parsing regexp: /, "");
    throw error;
  }
}
