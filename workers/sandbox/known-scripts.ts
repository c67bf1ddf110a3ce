// Which scripts a child has run lately: it may still have their isolates warm.
const mostKnown = 12;

export class KnownScripts<Child extends object> {
  readonly #keys = new WeakMap<Child, Set<string>>();

  has(child: Child, key: string): boolean {
    return this.#keys.get(child)?.has(key) ?? false;
  }

  add(child: Child, key: string): void {
    const keys = this.#keys.get(child) ?? new Set();
    this.#keys.set(child, keys);
    keys.delete(key);
    keys.add(key);
    const [oldest] = keys;
    if (keys.size > mostKnown && oldest !== undefined) keys.delete(oldest);
  }
}
