// How a partition keeps its cells and finds those that a value may satisfy: one row for each kind
// of test.

import { toNumber, toPrimitive } from "../coerce.ts";
import type { AccessKind, AccessTest, Flag } from "./access-test.ts";
import { AffixStore } from "./affix-store.ts";
import { HasStore } from "./has-store.ts";
import type { Cell, CellStore, Look, Visit } from "./index-tree.ts";
import { type End, type Interval, Intervals } from "./intervals.ts";
import { keyIn, type Term, valueIn } from "./terms.ts";

type Of<Kind extends AccessKind> = AccessTest & { kind: Kind };

export function createStore<Item>(kind: AccessKind): CellStore<Item> {
  switch (kind) {
    case "equals":
      return new EqualsStore<Item>();
    case "range":
      return new IntervalStore<Item, number>(toPoint);
    case "textRange":
      return new IntervalStore<Item, string>(toTextPoint);
    case "starts":
    case "ends":
      return new AffixStore<Item>(kind);
    case "has":
      return new HasStore<Item>();
    default:
      return new FlagStore<Item>(kind);
  }
}

/** Tests here have one key: those with several are spread over several entries. */
class EqualsStore<Item> implements CellStore<Item> {
  readonly #cells = new Map<unknown, Cell<Item>>();

  get size(): number {
    return this.#cells.size;
  }

  get(test: Of<"equals">): Cell<Item> | undefined {
    return this.#cells.get(test.keys[0]);
  }

  add(test: Of<"equals">, cell: Cell<Item>): void {
    this.#cells.set(test.keys[0], cell);
  }

  delete(test: Of<"equals">): void {
    this.#cells.delete(test.keys[0]);
  }

  probe(term: Term, look: Look<Item>, visit: Visit<Item>): void {
    const cell = this.#cells.get(keyIn(term, look));
    if (cell !== undefined) visit(cell, look);
  }
}

class IntervalStore<Item, Point extends End> implements CellStore<Item> {
  readonly #pointOf: (value: unknown) => Point | undefined;
  readonly #cells = new Intervals<Point, Cell<Item>>();

  constructor(pointOf: (value: unknown) => Point | undefined) {
    this.#pointOf = pointOf;
  }

  get size(): number {
    return this.#cells.size;
  }

  get(test: AccessTest & Interval<Point>): Cell<Item> | undefined {
    return this.#cells.get(test);
  }

  add(test: AccessTest & Interval<Point>, cell: Cell<Item>): void {
    this.#cells.add(test, cell);
  }

  delete(test: AccessTest & Interval<Point>): void {
    this.#cells.delete(test);
  }

  probe(term: Term, look: Look<Item>, visit: Visit<Item>): void {
    const point = this.#pointOf(valueIn(term, look));
    if (point !== undefined) this.#cells.stab(point, (cell) => visit(cell, look));
  }
}

function toPoint(value: unknown): number | undefined {
  const number = typeof value === "number" ? value : toNumber(value);
  return Number.isNaN(number) ? undefined : number;
}

/** Objects are texts too, when they are compared with one. */
function toTextPoint(value: unknown): string | undefined {
  const primitive = toPrimitive(value);
  return typeof primitive === "string" ? primitive : undefined;
}

const holds: Record<Flag, (value: unknown) => boolean> = {
  present: (value) => value !== undefined,
  truthy: Boolean,
  falsy: (value) => !value,
  nullish: (value) => value === undefined || value === null,
};

class FlagStore<Item> implements CellStore<Item> {
  readonly #holds: (value: unknown) => boolean;
  #cell: Cell<Item> | undefined;

  constructor(flag: Flag) {
    this.#holds = holds[flag];
  }

  get size(): number {
    return this.#cell === undefined ? 0 : 1;
  }

  get(): Cell<Item> | undefined {
    return this.#cell;
  }

  add(_test: AccessTest, cell: Cell<Item>): void {
    this.#cell = cell;
  }

  delete(): void {
    this.#cell = undefined;
  }

  probe(term: Term, look: Look<Item>, visit: Visit<Item>): void {
    if (this.#cell !== undefined && this.#holds(valueIn(term, look))) visit(this.#cell, look);
  }
}
