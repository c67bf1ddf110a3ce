// What filters compare, read once for each event however many filters ask: paths of the payload,
// and computed values such as `$.name.trim()` or `$.net * 1.21`.

import { compileNode } from "../compile-node.ts";
import type { Evaluate } from "../evaluate.ts";
import type { FilterEnvelope } from "../filter-envelope.ts";
import type { FilterNode } from "../filter-node.ts";
import { printFilter } from "../print-filter.ts";
import { type CanonicalKey, canonicalKey } from "./canonical-key.ts";
import { createPathTrie, type PathTrie } from "./path-trie.ts";

export type Term = {
  text: string;
  /** Of a path of the payload, else null. */
  keys: readonly string[] | null;
  evaluate: Evaluate;
  /** How many units hold it. */
  uses: number;
  readIn: number;
  value: unknown;
  keyedIn: number;
  key: CanonicalKey;
};

/** One event, as terms read it. */
export type Reading = {
  /** Differs from event to event. */
  number: number;
  data: unknown;
  event: FilterEnvelope;
  /** Terms that hold a value of the event. */
  read: Term[];
};

export type Terms = {
  /** The one term for this expression, counted as used once more. */
  acquire(node: FilterNode): Term;
  release(term: Term): void;
  size(): number;
  /** Those that are paths of the payload. */
  paths: PathTrie<Term>;
};

export function createTerms(): Terms {
  const byText = new Map<string, Term>();
  const paths = createPathTrie<Term>();
  return {
    paths,
    size: () => byText.size,
    acquire(node) {
      const text = printFilter(node);
      const known = byText.get(text);
      const term = known ?? createTerm(node, text);
      term.uses++;
      if (known) return known;
      byText.set(text, term);
      if (term.keys) paths.add(term.keys, term);
      return term;
    },
    release(term) {
      term.uses--;
      if (term.uses > 0) return;
      byText.delete(term.text);
      if (term.keys) paths.delete(term.keys);
    },
  };
}

function createTerm(node: FilterNode, text: string): Term {
  const keys = node.kind === "path" ? node.keys : null;
  const evaluate = compileNode(node);
  return { text, keys, evaluate, uses: 0, readIn: 0, value: undefined, keyedIn: 0, key: null };
}

export function valueIn(term: Term, reading: Reading): unknown {
  if (term.readIn === reading.number) return term.value;
  term.value = term.evaluate(reading.data, reading.event);
  term.readIn = reading.number;
  reading.read.push(term);
  return term.value;
}

export function keyIn(term: Term, reading: Reading): CanonicalKey {
  if (term.keyedIn === reading.number) return term.key;
  term.key = canonicalKey(valueIn(term, reading));
  term.keyedIn = reading.number;
  return term.key;
}

/** Lets go of the payload: a tenant that rests keeps nothing of its last event. */
export function forgetValues(reading: Reading): void {
  for (const term of reading.read) {
    term.value = undefined;
    term.key = null;
  }
}
