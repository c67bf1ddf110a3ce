// Cells by the item that an array must have: `$.tags.includes("vip")`. Called on a text, `includes`
// asks for a part of it, and every cell's item is searched for.

import { toText } from "../coerce.ts";
import { hasText } from "../has-text.ts";
import type { AccessTest } from "./access-test.ts";
import type { Cell, CellStore, Look, Visit } from "./index-tree.ts";
import { type Term, valueIn } from "./terms.ts";

type HasTest = AccessTest & { kind: "has" };

export class HasStore<Item> implements CellStore<Item> {
  readonly #cells = new Map<unknown, Cell<Item>>();

  get size(): number {
    return this.#cells.size;
  }

  get({ item }: HasTest): Cell<Item> | undefined {
    return this.#cells.get(item);
  }

  add({ item }: HasTest, cell: Cell<Item>): void {
    this.#cells.set(item, cell);
  }

  delete({ item }: HasTest): void {
    this.#cells.delete(item);
  }

  /** A Map finds its keys as `Array.prototype.includes` finds items: NaN in NaN, -0 in 0. */
  probe(term: Term, look: Look<Item>, visit: Visit<Item>): void {
    const value = valueIn(term, look);
    if (Array.isArray(value)) this.#probeItems(value, look, visit);
    if (typeof value !== "string") return;
    for (const [item, cell] of this.#cells) {
      look.probes++;
      if (hasText(value, toText(item))) visit(cell, look);
    }
  }

  #probeItems(items: readonly unknown[], look: Look<Item>, visit: Visit<Item>): void {
    for (const item of items) {
      const cell = this.#cells.get(item);
      if (cell === undefined || cell.seenIn === look.number) continue; // an item may come twice
      cell.seenIn = look.number;
      visit(cell, look);
    }
  }
}
