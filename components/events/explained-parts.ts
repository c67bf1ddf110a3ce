// An explanation of a filter as it is read: its text cut around the part that decided, and the values that made it so.
import type { Explained, Explanation } from "#lib/filters/explanation.ts";

export type CutFilter = { before: string; decided: string; after: string };

export function cutFilter({ filter, decidedBy: { start, end } }: Explanation): CutFilter {
  return {
    before: filter.slice(0, start),
    decided: filter.slice(start, end),
    after: filter.slice(end),
  };
}

export type Fact = { text: string; value: string };

/** The values inside the part that decided, each once: of `$.amount > 100` that of `$.amount`. */
export function decidingFacts({ root }: Explanation): Fact[] {
  const facts = new Map<string, string>();
  for (const { text, value } of leavesOf(decidedIn(root) ?? root)) {
    if (value !== null && value !== text) facts.set(text, value);
  }
  return [...facts].map(([text, value]) => ({ text, value }));
}

function decidedIn(part: Explained): Explained | undefined {
  if (part.decided) return part;
  for (const child of part.children) {
    const found = decidedIn(child);
    if (found) return found;
  }
  return undefined;
}

function leavesOf(part: Explained): Explained[] {
  return part.children.length === 0 ? [part] : part.children.flatMap(leavesOf);
}
