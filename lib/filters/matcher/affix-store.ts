// Cells by what a text begins or ends with: a hash for each of a few lengths. A longer affix is cut
// to one of them, so that a look costs at most so many hashes of short texts.

import type { AccessTest } from "./access-test.ts";
import type { Cell, CellStore, Look, Visit } from "./index-tree.ts";
import { type Term, valueIn } from "./terms.ts";

type AffixTest = AccessTest & { kind: "starts" | "ends" };

/** In UTF-16 units. */
const LENGTHS = [1, 2, 3, 4, 5, 6, 8, 10, 12, 16, 24, 32];

export class AffixStore<Item> implements CellStore<Item> {
  readonly #side: "starts" | "ends";
  readonly #cells = new Map<string, Cell<Item>>();
  /** How many cells have an affix of this length. */
  readonly #counts = new Map<number, number>();

  constructor(side: "starts" | "ends") {
    this.#side = side;
  }

  get size(): number {
    return this.#cells.size;
  }

  get({ text }: AffixTest): Cell<Item> | undefined {
    return this.#cells.get(this.#placeOf(text));
  }

  add({ text }: AffixTest, cell: Cell<Item>): void {
    const place = this.#placeOf(text);
    this.#cells.set(place, cell);
    this.#counts.set(place.length, (this.#counts.get(place.length) ?? 0) + 1);
  }

  delete({ text }: AffixTest): void {
    const place = this.#placeOf(text);
    if (!this.#cells.delete(place)) return;
    const left = (this.#counts.get(place.length) ?? 0) - 1;
    if (left > 0) this.#counts.set(place.length, left);
    else this.#counts.delete(place.length);
  }

  probe(term: Term, look: Look<Item>, visit: Visit<Item>): void {
    const value = valueIn(term, look);
    if (typeof value !== "string") return;
    for (const length of this.#counts.keys()) {
      if (length > value.length) continue;
      look.probes++;
      const cell = this.#cells.get(this.#cut(value, length));
      if (cell !== undefined) visit(cell, look);
    }
  }

  #placeOf(text: string): string {
    const length = LENGTHS.findLast((at) => at <= text.length) ?? 0;
    return this.#cut(text, length);
  }

  #cut(text: string, length: number): string {
    return this.#side === "starts" ? text.slice(0, length) : text.slice(text.length - length);
  }
}
