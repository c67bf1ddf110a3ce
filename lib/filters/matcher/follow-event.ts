// One event's way through the index: every unit that could match is met once. None is evaluated here.

import type { Cell, Look, Partition, Partitions } from "./index-tree.ts";

/** So many partitions are asked one by one; of more, those whose path the payload has. */
const FEW = 16;

export function visitCell<Item>(cell: Cell<Item>, look: Look<Item>): void {
  for (const { unit } of cell.entries) {
    if (unit.seenIn === look.number) continue;
    unit.seenIn = look.number;
    look.candidates.push(unit);
  }
  if (cell.partitions !== null) askPartitions(cell.partitions, look);
}

function askPartitions<Item>(partitions: Partitions<Item>, look: Look<Item>): void {
  if (partitions.all.size <= FEW) {
    for (const partition of partitions.all) ask(partition, look);
    return;
  }
  for (const partition of partitions.unfound) ask(partition, look);
  look.present ??= look.presentIn(look.data);
  for (const term of look.present) {
    for (const partition of partitions.byTerm.get(term) ?? []) {
      if (partition.isFoundByPath) ask(partition, look);
    }
  }
}

function ask<Item>({ store, term }: Partition<Item>, look: Look<Item>): void {
  look.probes++;
  store.probe(term, look, visitCell);
}
