// The paths that filters read, as a trie: walked along a payload it gives those that the payload
// has, at the cost of the smaller of the two.

import { ownValueAt } from "../own-value.ts";

export type PathTrie<Leaf> = {
  add(keys: readonly string[], leaf: Leaf): void;
  delete(keys: readonly string[]): void;
  /** Leaves whose path leads to a value, null included. */
  presentIn(data: unknown): Leaf[];
};

type Branch<Leaf> = {
  key: readonly [string];
  leaf: Leaf | null;
  children: Map<string, Branch<Leaf>>;
};

/** Up to so many children are asked for one by one; more are looked up by the keys of the payload. */
const FEW = 16;

export function createPathTrie<Leaf>(): PathTrie<Leaf> {
  const root = createBranch<Leaf>("");
  return {
    add(keys, leaf) {
      let branch = root;
      for (const key of keys) branch = childOf(branch, key);
      branch.leaf = leaf;
    },
    delete: (keys) => {
      prune(root, keys, 0);
    },
    presentIn(data) {
      const present: Leaf[] = [];
      collect(root, data, present);
      return present;
    },
  };
}

function createBranch<Leaf>(key: string): Branch<Leaf> {
  return { key: [key], leaf: null, children: new Map() };
}

function childOf<Leaf>(branch: Branch<Leaf>, key: string): Branch<Leaf> {
  const known = branch.children.get(key);
  if (known) return known;
  const made = createBranch<Leaf>(key);
  branch.children.set(key, made);
  return made;
}

/** True when nothing is left of the branch. */
function prune<Leaf>(branch: Branch<Leaf>, keys: readonly string[], at: number): boolean {
  const key = keys[at];
  if (key === undefined) {
    branch.leaf = null;
  } else {
    const child = branch.children.get(key);
    if (child && prune(child, keys, at + 1)) branch.children.delete(key);
  }
  return branch.leaf === null && branch.children.size === 0;
}

function collect<Leaf>(branch: Branch<Leaf>, value: unknown, present: Leaf[]): void {
  if (value === undefined) return;
  if (branch.leaf) present.push(branch.leaf);
  if (value === null || branch.children.size === 0) return;
  if (branch.children.size <= FEW) collectAll(branch, value, present);
  else collectOwn(branch, value, present);
}

function collectAll<Leaf>(branch: Branch<Leaf>, value: unknown, present: Leaf[]): void {
  for (const child of branch.children.values()) {
    collect(child, ownValueAt(value, child.key), present);
  }
}

function collectOwn<Leaf>(branch: Branch<Leaf>, value: unknown, present: Leaf[]): void {
  const keys = typeof value === "object" || typeof value === "string" ? ownKeys(value) : [];
  if (keys.length > branch.children.size) {
    collectAll(branch, value, present);
    return;
  }
  for (const key of keys) {
    const child = branch.children.get(key);
    if (child) collect(child, ownValueAt(value, child.key), present);
  }
}

/** Also the `length` of texts and arrays, which JSON's own keys leave out. */
function ownKeys(value: unknown): string[] {
  const keys = Object.keys(Object(value));
  return typeof value === "string" || Array.isArray(value) ? [...keys, "length"] : keys;
}
