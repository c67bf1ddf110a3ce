// Puts entries into cells and takes them out again; an emptied cell leaves nothing behind.

import type { AccessTest } from "./access-test.ts";
import { createStore } from "./cell-stores.ts";
import { assignPlaces, usableTests } from "./divide.ts";
import type { Cell, Entry, Partition, Partitions } from "./index-tree.ts";
import { isFoundByPath, partitionOf, shareOf } from "./partitions.ts";

/** A list of so many is read faster than divided. */
const CROWDED = 8;

export function createCell<Item>(parent: Cell<Item>["parent"]): Cell<Item> {
  return { entries: [], partitions: null, parent, added: 0, divideAt: CROWDED, seenIn: 0 };
}

/** Where the cell is divided by one of the entry's tests it goes on to that part; else into the list. */
export function placeEntry<Item>(cell: Cell<Item>, entry: Entry<Item>): void {
  const place = cell.partitions === null ? undefined : bestPlace(cell, cell.partitions, entry);
  if (place !== undefined) {
    enter(place.partition, entry, place.test);
    return;
  }
  entry.cell = cell;
  entry.at = cell.entries.push(entry) - 1;
  cell.added++;
  if (cell.added > cell.divideAt && cell.entries.length > CROWDED) divide(cell);
}

export function removeEntry<Item>(entry: Entry<Item>): void {
  const { cell, at } = entry;
  if (cell.entries[at] !== entry) throw new Error("An entry of the index is not where it was put");
  const last = cell.entries.pop();
  if (last !== undefined && at < cell.entries.length) {
    cell.entries[at] = last;
    last.at = at;
  }
  dropIfEmpty(cell);
}

function bestPlace<Item>(
  cell: Cell<Item>,
  partitions: Partitions<Item>,
  entry: Entry<Item>,
): { partition: Partition<Item>; test: AccessTest } | undefined {
  let best: { partition: Partition<Item>; test: AccessTest; share: number } | undefined;
  for (const test of usableTests(cell, entry)) {
    const partition = partitionOf(partitions, test);
    if (partition === undefined) continue;
    const share = shareOf(test, partition.store.size);
    if (best === undefined || share < best.share) best = { partition, test, share };
  }
  return best;
}

function divide<Item>(cell: Cell<Item>): void {
  const { moving, staying } = assignPlaces(cell);
  cell.entries = staying;
  for (const [at, entry] of staying.entries()) entry.at = at;
  cell.added = 0;
  cell.divideAt = Math.max(CROWDED, staying.length);
  for (const { entry, test } of moving) enter(partitionFor(cell, test), entry, test);
}

/** A test with several keys puts the entry into several cells, as one entry for each. */
function enter<Item>(partition: Partition<Item>, entry: Entry<Item>, test: AccessTest): void {
  for (const [n, single] of spread(test).entries()) {
    placeEntry(cellFor(partition, single), n === 0 ? entry : copyOf(entry));
  }
}

function spread(test: AccessTest): AccessTest[] {
  if (test.kind !== "equals" || test.keys.length === 1) return [test];
  return test.keys.map((key) => ({ ...test, keys: [key] }));
}

function copyOf<Item>(entry: Entry<Item>): Entry<Item> {
  const copy = { ...entry };
  entry.unit.entries.push(copy);
  return copy;
}

function cellFor<Item>(partition: Partition<Item>, test: AccessTest): Cell<Item> {
  const known = partition.store.get(test);
  if (known !== undefined) return known;
  const cell = createCell<Item>({ partition, test });
  partition.store.add(test, cell);
  return cell;
}

function partitionFor<Item>(cell: Cell<Item>, test: AccessTest): Partition<Item> {
  cell.partitions ??= { all: new Set(), byTerm: new Map(), unfound: new Set() };
  const { all, byTerm, unfound } = cell.partitions;
  const known = partitionOf(cell.partitions, test);
  if (known !== undefined) return known;
  const { kind, term } = test;
  const store = createStore<Item>(kind);
  const partition = { kind, term, cell, store, isFoundByPath: isFoundByPath(test) };
  all.add(partition);
  byTerm.set(term, [...(byTerm.get(term) ?? []), partition]);
  if (!partition.isFoundByPath) unfound.add(partition);
  return partition;
}

function dropIfEmpty<Item>(cell: Cell<Item>): void {
  const { parent } = cell;
  if (parent === null || cell.entries.length > 0 || cell.partitions !== null) return;
  parent.partition.store.delete(parent.test);
  if (parent.partition.store.size === 0) dropPartition(parent.partition);
}

function dropPartition<Item>(partition: Partition<Item>): void {
  const { cell, term } = partition;
  if (cell.partitions === null) return;
  const { all, byTerm, unfound } = cell.partitions;
  all.delete(partition);
  unfound.delete(partition);
  const rest = byTerm.get(term)?.filter((other) => other !== partition) ?? [];
  if (rest.length > 0) byTerm.set(term, rest);
  else byTerm.delete(term);
  if (all.size > 0) return;
  cell.partitions = null;
  dropIfEmpty(cell);
}
