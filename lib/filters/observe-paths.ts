// The paths that payloads have, for completing a filter while it is typed: shallow ones first, none for ever.

import { briefValue } from "./brief-value.ts";
import { printFilter } from "./print-filter.ts";

export type ObservedKind = "string" | "number" | "boolean" | "null" | "array" | "object";

export type ObservedPath = {
  /** As a filter writes it: `$.amount`, `$["a-b"]`, `$.items[0].sku`. */
  path: string;
  kinds: ObservedKind[];
  /** A short value seen there, as JSON; null for what has none (an array, an object). */
  sample: string | null;
};

const maxPaths = 200;
const maxDepth = 6;
/** In characters; a filter has 1,024. */
const maxPath = 200;

/** The values that stand at one path. */
type Spot = { keys: readonly string[]; values: unknown[] };

/** `payloads` newest first: their order is that of the paths and the samples. */
export function observePaths(payloads: readonly unknown[]): ObservedPath[] {
  const observed: ObservedPath[] = [];
  let level: Spot[] = [{ keys: [], values: [...payloads] }];
  for (let depth = 1; depth <= maxDepth; depth++) {
    level = spotsBelow(level, maxPaths - observed.length);
    observed.push(...level.map(describeSpot));
  }
  return observed;
}

/** The first `room` of them, looking into no more values than these need. */
function spotsBelow(level: readonly Spot[], room: number): Spot[] {
  const below: Spot[] = [];
  for (const spot of level) {
    if (below.length === room) return below;
    below.push(...spotsIn(spot, room - below.length));
  }
  return below;
}

/** Of an array the first item stands for all. */
function spotsIn({ keys, values }: Spot, room: number): Spot[] {
  const spots = new Map<string, Spot>();
  for (const value of values) {
    for (const [key, member] of membersOf(value)) {
      const known = spots.get(key);
      if (known !== undefined) known.values.push(member);
      else if (spots.size < room && isNameable([...keys, key]))
        spots.set(key, { keys: [...keys, key], values: [member] });
    }
  }
  return [...spots.values()];
}

/** Lengths first: a key may have as many characters as a payload. */
function isNameable(keys: readonly string[]): boolean {
  return keys.every((key) => key.length <= maxPath) && pathOf(keys).length <= maxPath;
}

function membersOf(value: unknown): [string, unknown][] {
  if (Array.isArray(value)) return value.length === 0 ? [] : [["0", value[0]]];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).slice(0, maxPaths);
}

function describeSpot(spot: Spot): ObservedPath {
  const plain = spot.values.find((value) => typeof value !== "object");
  const kinds = [...new Set(spot.values.map(kindOf))];
  const isPlain = plain !== undefined || kinds.includes("null");
  return { path: pathOf(spot.keys), kinds, sample: isPlain ? briefValue(plain ?? null) : null };
}

function pathOf(keys: readonly string[]): string {
  return printFilter({ kind: "path", keys });
}

function kindOf(value: unknown): ObservedKind {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  const type = typeof value;
  return type === "string" || type === "number" || type === "boolean" ? type : "object";
}
