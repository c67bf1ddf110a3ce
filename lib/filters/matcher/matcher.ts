// Which of a tenant's subscriptions an event matches, at a cost that follows the matches and not the
// subscriptions (docs/adr/0017-filters-are-indexed.md). Kept in memory, changed one by one.

import { patternsMatching } from "#lib/subscriptions/patterns.ts";
import type { CompiledFilter } from "../compile-filter.ts";
import type { FilterEnvelope } from "../filter-envelope.ts";
import { createFilterIndex, dropUnit, type FilterIndex, unitFor } from "./filter-index.ts";
import { visitCell } from "./follow-event.ts";
import type { Home, Look, Member, Unit } from "./index-tree.ts";
import { createTerms, forgetValues, type Terms } from "./terms.ts";

export type Matchable<Item> = {
  id: string;
  /** An exact type, `prefix.*`, or `*`. */
  eventType: string;
  /** Null matches every event of the type. */
  filter: CompiledFilter | null;
  /** What a match gives. */
  item: Item;
};

export type MatchableEvent = {
  type: string;
  /** Called at most once, and only if a filter could read it. */
  data(): unknown;
  envelope(): FilterEnvelope;
};

export type Matches<Item> = {
  items: Item[];
  /** Filters that were evaluated, and places of the index that were asked. */
  evaluations: number;
  probes: number;
};

export type Matcher<Item> = {
  readonly size: number;
  /** Subscriptions, entries of the index and what they compare: about 1 kB each of the memory that is held. */
  weigh(): number;
  /** Takes the place of the one with the same id. */
  set(entry: Matchable<Item>): void;
  delete(id: string): void;
  /** Items in any order, each once; those whose filter matches, and no other. */
  match(event: MatchableEvent): Matches<Item>;
  /** The same in steps, for who must not be held up: the matcher may be changed between them. */
  matchInSteps(event: MatchableEvent): MatchSteps<Item>;
};

export type MatchSteps<Item> = Matches<Item> & {
  /** Evaluates one filter; false when all are evaluated and `items` is whole. */
  next(): boolean;
};

type Bucket<Item> = { pattern: string; unfiltered: Home<Item>; index: FilterIndex<Item> };
type Place<Item> = { bucket: Bucket<Item>; member: Member<Item>; unit: Unit<Item> | null };

const MAX_TYPES = 1_000;
/** The program of a large pattern, and what it remembers of texts. */
const patternWeight = 100;

type State<Item> = {
  terms: Terms;
  buckets: Map<string, Bucket<Item>>;
  /** Buckets by the event types that were asked for; emptied when a bucket comes or goes. */
  byType: Map<string, readonly Bucket<Item>[]>;
  places: Map<string, Place<Item>>;
  looks: number;
};

export function createMatcher<Item>(): Matcher<Item> {
  const state: State<Item> = {
    terms: createTerms(),
    buckets: new Map(),
    byType: new Map(),
    places: new Map(),
    looks: 0,
  };
  return {
    get size() {
      return state.places.size;
    },
    weigh: () => weigh(state),
    set(entry) {
      remove(state, entry.id);
      add(state, entry);
    },
    delete: (id) => remove(state, id),
    match: (event) => {
      const steps = matchInSteps(state, event);
      while (steps.next());
      return steps;
    },
    matchInSteps: (event) => matchInSteps(state, event),
  };
}

function weigh<Item>({ buckets, places, terms }: State<Item>): number {
  let weight = places.size + terms.size();
  for (const { index } of buckets.values()) {
    for (const { entries, patterns } of index.units.values()) {
      weight += entries.length + patterns * patternWeight;
    }
  }
  return weight;
}

function add<Item>(state: State<Item>, { id, eventType, filter, item }: Matchable<Item>): void {
  const bucket = state.buckets.get(eventType) ?? addBucket(state, eventType);
  const unit = filter === null ? null : unitFor(bucket.index, filter, state.terms);
  const home = unit ?? bucket.unfiltered;
  const member = { item, home, at: home.members.length };
  home.members.push(member);
  state.places.set(id, { bucket, member, unit });
}

function addBucket<Item>({ buckets, byType }: State<Item>, pattern: string): Bucket<Item> {
  const bucket = { pattern, unfiltered: { members: [] }, index: createFilterIndex<Item>() };
  buckets.set(pattern, bucket);
  byType.clear();
  return bucket;
}

function remove<Item>(state: State<Item>, id: string): void {
  const place = state.places.get(id);
  if (place === undefined) return;
  state.places.delete(id);
  const { bucket, member, unit } = place;
  leaveHome(member);
  if (unit !== null && unit.members.length === 0) dropUnit(bucket.index, unit, state.terms);
  if (bucket.unfiltered.members.length > 0 || bucket.index.units.size > 0) return;
  state.buckets.delete(bucket.pattern);
  state.byType.clear();
}

function leaveHome<Item>({ home, at }: Member<Item>): void {
  const last = home.members.pop();
  if (last === undefined || at === home.members.length) return;
  home.members[at] = last;
  last.at = at;
}

function matchInSteps<Item>(state: State<Item>, event: MatchableEvent): MatchSteps<Item> {
  const buckets = bucketsFor(state, event.type);
  const items: Item[] = [];
  for (const { unfiltered } of buckets) addItems(items, unfiltered);
  if (!buckets.some(({ index }) => index.units.size > 0)) {
    return { items, evaluations: 0, probes: 0, next: () => false };
  }
  const look = createLook(state, event);
  for (const { index } of buckets) visitCell(index.root, look);
  forgetValues(look);
  return evaluateInSteps(look, items);
}

function evaluateInSteps<Item>(look: Look<Item>, items: Item[]): MatchSteps<Item> {
  const { candidates, data, event, probes } = look;
  const steps = { items, evaluations: 0, probes, next };
  function next(): boolean {
    const unit = candidates[steps.evaluations];
    if (unit === undefined) return false;
    steps.evaluations++;
    if (unit.matches(data, event)) addItems(items, unit);
    return true;
  }
  return steps;
}

function bucketsFor<Item>(state: State<Item>, type: string): readonly Bucket<Item>[] {
  const known = state.byType.get(type);
  if (known !== undefined) return known;
  const found = patternsMatching(type).flatMap((pattern) => state.buckets.get(pattern) ?? []);
  if (state.byType.size >= MAX_TYPES) state.byType.clear();
  state.byType.set(type, found);
  return found;
}

function addItems<Item>(items: Item[], { members }: Home<Item>): void {
  for (const { item } of members) items.push(item);
}

function createLook<Item>(state: State<Item>, event: MatchableEvent): Look<Item> {
  state.looks++;
  return {
    number: state.looks,
    data: event.data(),
    event: event.envelope(),
    read: [],
    candidates: [],
    present: null,
    presentIn: state.terms.paths.presentIn,
    probes: 0,
  };
}
