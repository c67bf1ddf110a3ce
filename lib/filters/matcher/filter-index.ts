// The filters of one event type pattern: finds those that an event matches without asking them all.

import type { CompiledFilter } from "../compile-filter.ts";
import { childrenOf, type FilterNode } from "../filter-node.ts";
import { createCell, placeEntry, removeEntry } from "./cell.ts";
import { conjunctionsOf } from "./conjunctions.ts";
import type { Cell, Unit } from "./index-tree.ts";
import type { Term, Terms } from "./terms.ts";

export type FilterIndex<Item> = {
  /** Every filter, by its normalized text. */
  units: Map<string, Unit<Item>>;
  root: Cell<Item>;
};

export function createFilterIndex<Item>(): FilterIndex<Item> {
  return { units: new Map(), root: createCell<Item>(null) };
}

/** The unit of the filter, which is made and indexed when the filter is the first of its text. */
export function unitFor<Item>(
  { units, root }: FilterIndex<Item>,
  filter: CompiledFilter,
  allTerms: Terms,
): Unit<Item> {
  const known = units.get(filter.normalized);
  if (known !== undefined) return known;
  const terms: Term[] = [];
  const acquire = (node: CompiledFilter["node"]) => {
    const term = allTerms.acquire(node);
    terms.push(term);
    return term;
  };
  const conjunctions = conjunctionsOf(filter.node, acquire);
  const { normalized: text, matches } = filter;
  const patterns = countPatterns(filter.node);
  const unit: Unit<Item> = { text, matches, terms, members: [], entries: [], patterns, seenIn: 0 };
  units.set(text, unit);
  for (const tests of conjunctions) {
    const entry = { unit, tests, cell: root, at: 0 };
    unit.entries.push(entry);
    placeEntry(root, entry);
  }
  return unit;
}

function countPatterns(node: FilterNode): number {
  const own = node.kind === "call" && node.name === "matches" ? 1 : 0;
  return childrenOf(node).reduce((sum, child) => sum + countPatterns(child), own);
}

export function dropUnit<Item>(
  { units }: FilterIndex<Item>,
  unit: Unit<Item>,
  allTerms: Terms,
): void {
  units.delete(unit.text);
  for (const entry of unit.entries) removeEntry(entry);
  for (const term of unit.terms) allTerms.release(term);
}
