// The shape of the index: a tree that grows where filters crowd. A cell keeps entries in a list; a
// crowded one divides them by one of their tests, such as equality on `$.customer.id`.

import type { CompiledFilter } from "../compile-filter.ts";
import type { AccessKind, AccessTest } from "./access-test.ts";
import type { Reading, Term } from "./terms.ts";

/** One subscription at its place among those of the same filter. */
export type Member<Item> = { item: Item; home: Home<Item>; at: number };

export type Home<Item> = { members: Member<Item>[] };

/** Subscriptions with the same filter: indexed once, evaluated once for an event. */
export type Unit<Item> = Home<Item> & {
  /** The normalized filter. */
  text: string;
  matches: CompiledFilter["matches"];
  terms: Term[];
  entries: Entry<Item>[];
  /** Patterns in the filter. */
  patterns: number;
  /** Number of the look that met it last. */
  seenIn: number;
};

/** One conjunction of a unit: when the filter matches, all tests of one of its entries hold. */
export type Entry<Item> = {
  unit: Unit<Item>;
  tests: readonly AccessTest[];
  cell: Cell<Item>;
  at: number;
};

export type Cell<Item> = {
  entries: Entry<Item>[];
  partitions: Partitions<Item> | null;
  /** Where it hangs, and by which test; null at the root. */
  parent: { partition: Partition<Item>; test: AccessTest } | null;
  /** Entries that came into the list since dividing was tried last, and how many of them make it be tried again. */
  added: number;
  divideAt: number;
  seenIn: number;
};

/** Entries of a cell that have a test of this kind on this term, by what the test wants. */
export type Partition<Item> = {
  kind: AccessKind;
  term: Term;
  cell: Cell<Item>;
  store: CellStore<Item>;
  /** No event without the term's path satisfies any of its tests. */
  isFoundByPath: boolean;
};

export type Partitions<Item> = {
  all: Set<Partition<Item>>;
  byTerm: Map<Term, Partition<Item>[]>;
  /** Those that are not found by path. */
  unfound: Set<Partition<Item>>;
};

export type CellStore<Item> = {
  readonly size: number;
  get(test: AccessTest): Cell<Item> | undefined;
  add(test: AccessTest, cell: Cell<Item>): void;
  delete(test: AccessTest): void;
  /** Visits every cell whose test may hold for the term's value. */
  probe(term: Term, look: Look<Item>, visit: Visit<Item>): void;
};

export type Visit<Item> = (cell: Cell<Item>, look: Look<Item>) => void;

/** One event on its way through the index. */
export type Look<Item> = Reading & {
  /** To be evaluated, each once. */
  candidates: Unit<Item>[];
  /** Terms whose paths the payload has; null until somebody asks. */
  present: readonly Term[] | null;
  presentIn(data: unknown): readonly Term[];
  /** Partitions asked: with the candidates the cost, whatever the clock says. */
  probes: number;
};
