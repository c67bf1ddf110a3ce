// Decides by which of its tests each entry of a crowded cell is put away.

import type { AccessTest } from "./access-test.ts";
import type { Cell, Entry } from "./index-tree.ts";
import { isFoundByPath, shareOf } from "./partitions.ts";
import type { Term } from "./terms.ts";

type Move<Item> = { entry: Entry<Item>; test: AccessTest };
type Group = { kind: AccessTest["kind"]; size: number; wanted: Set<unknown> };
type Groups = Map<Term, Group[]>;

/** Fewer than so many are not worth a partition that every event asks. */
const WORTH_ASKING = 4;
/** In a list as long as this, one that only payloads with its path ask is worth it for one entry. */
const LONG = 64;
/** A filter whose lists multiply to more entries than this is found by its other tests. */
const MAX_ENTRIES = 64;

/** Tests by which the entry has not been put away yet. */
export function usableTests<Item>(cell: Cell<Item>, { unit, tests }: Entry<Item>): AccessTest[] {
  return tests.filter(
    (test) =>
      !isUsed(cell, test) &&
      (test.kind !== "equals" || test.keys.length * unit.entries.length <= MAX_ENTRIES),
  );
}

function isUsed<Item>(cell: Cell<Item>, { kind, term }: AccessTest): boolean {
  for (let { parent } = cell; parent !== null; { parent } = parent.partition.cell) {
    if (parent.partition.kind === kind && parent.partition.term === term) return true;
  }
  return false;
}

/** Each entry goes by the test that promises to meet the fewest events, if enough others go the same way. */
export function assignPlaces<Item>(cell: Cell<Item>): {
  moving: Move<Item>[];
  staying: Entry<Item>[];
} {
  const groups = groupTests(cell);
  const moving: Move<Item>[] = [];
  const staying: Entry<Item>[] = [];
  for (const entry of cell.entries) {
    const test = bestTest(cell, entry, groups);
    if (test === undefined) staying.push(entry);
    else moving.push({ entry, test });
  }
  return { moving, staying };
}

function groupTests<Item>(cell: Cell<Item>): Groups {
  const groups: Groups = new Map();
  for (const entry of cell.entries) {
    for (const test of usableTests(cell, entry)) {
      const group = groupOf(groups, test) ?? addGroup(groups, test);
      group.size++;
      for (const wanted of wantedBy(test)) group.wanted.add(wanted);
    }
  }
  return groups;
}

function groupOf(groups: Groups, { kind, term }: AccessTest): Group | undefined {
  return groups.get(term)?.find((group) => group.kind === kind);
}

function addGroup(groups: Groups, { kind, term }: AccessTest): Group {
  const group: Group = { kind, size: 0, wanted: new Set() };
  const ofTerm = groups.get(term);
  if (ofTerm === undefined) groups.set(term, [group]);
  else ofTerm.push(group);
  return group;
}

function wantedBy(test: AccessTest): readonly unknown[] {
  if (test.kind === "equals") return test.keys;
  if (test.kind === "has") return [test.item];
  return "text" in test ? [test.text] : [];
}

function bestTest<Item>(
  cell: Cell<Item>,
  entry: Entry<Item>,
  groups: Groups,
): AccessTest | undefined {
  let best: AccessTest | undefined;
  let least = 1;
  for (const test of usableTests(cell, entry)) {
    const group = groupOf(groups, test);
    if (group === undefined || !isWorthwhile(cell, test, group)) continue;
    const share = shareOf(test, group.wanted.size);
    if (share < least) [best, least] = [test, share];
  }
  return best;
}

function isWorthwhile<Item>(cell: Cell<Item>, test: AccessTest, { size }: Group): boolean {
  return size >= WORTH_ASKING || (cell.entries.length > LONG && isFoundByPath(test));
}
