// What JSON.parse accepts and Postgres (or the next JSON.stringify) does not: found before anything is stored.
import { textProblem } from "#lib/events/json-text.ts";
import type { FieldError } from "#lib/shared/failure.ts";

type Place = { value: unknown; path: string; depth: number };

/**
 * The first thing in `value` that cannot be stored, or null. Iterative: depth cannot overflow the stack. An object that
 * stands in many places is looked at once: a kilobyte of such references would otherwise take for ever.
 */
export function findUnstorable(value: unknown, maxDepth: number): FieldError | null {
  const open: Place[] = [{ value, path: "", depth: 0 }];
  const seen = new Set<unknown>();
  for (let place = open.pop(); place; place = open.pop()) {
    if (seen.has(place.value)) continue;
    if (typeof place.value === "object" && place.value !== null) seen.add(place.value);
    const message = problemOf(place.value) ?? depthProblem(place.depth, maxDepth);
    if (message) return { path: place.path, message };
    for (const child of childrenOf(place)) {
      const name = textProblem(child.key);
      if (name) return { path: place.path, message: `In a key: ${name}` };
      open.push(child);
    }
  }
  return null;
}

function problemOf(value: unknown): string | null {
  if (typeof value === "string") return textProblem(value);
  if (typeof value === "number" && !Number.isFinite(value))
    return "The number is too large; send it as a string";
  return null;
}

function depthProblem(depth: number, maxDepth: number): string | null {
  return depth > maxDepth ? `Nested more than ${maxDepth} levels deep` : null;
}

function childrenOf({ value, path, depth }: Place): (Place & { key: string })[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).map(([key, child]) => ({
    key,
    value: child,
    path: path === "" ? key : `${path}.${key}`,
    depth: depth + 1,
  }));
}
