// The table of functions that a filter may call by name: one value, then literal strings (options).

import { compilePattern } from "./pattern.ts";

type FunctionRow = {
  /** How many literal strings follow the value. */
  options: 0 | 1;
  example: string;
  meaning: string;
  /** What is wrong with the option, if anything. */
  check(option: string): { message: string; hint: string } | undefined;
  /** Called once for each filter; the answer is called with the value. */
  bind(option: string): (value: unknown) => unknown;
};

export const functions = {
  exists: {
    options: 0,
    example: "exists($.amount)",
    meaning: "the value is there, be it `null`: it is not `undefined`",
    check: () => undefined,
    bind: () => (value) => value !== undefined,
  },
  matches: {
    options: 1,
    example: 'matches($.email, "@example[.]com$")',
    meaning: "a string matches the RE2 pattern somewhere; the pattern is a literal string",
    check: checkPattern,
    bind: bindPattern,
  },
} satisfies Record<string, FunctionRow>;

export type FunctionName = keyof typeof functions;

export function isFunctionName(name: string): name is FunctionName {
  return Object.hasOwn(functions, name);
}

function checkPattern(pattern: string): { message: string; hint: string } | undefined {
  const compiled = compilePattern(pattern);
  if (compiled.ok) return undefined;
  const hint = "Patterns have RE2's syntax: no look-around, no back-references, few long repeats";
  return { message: `The pattern is refused: ${compiled.problem}`, hint };
}

function bindPattern(pattern: string): (value: unknown) => unknown {
  const compiled = compilePattern(pattern);
  if (!compiled.ok) throw new Error(`A checked pattern does not compile: ${compiled.problem}`);
  return (value) => (typeof value === "string" ? compiled.test(value) : undefined);
}
