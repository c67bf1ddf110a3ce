// URLSearchParams for scripts.
const { readPairs, printPairs } = guest.url;

function pairsOf(init) {
  if (typeof init !== "object" && typeof init !== "function") {
    const text = `${init}`;
    return readPairs(text.startsWith("?") ? text.slice(1) : text);
  }
  if (init === null) return [];
  if (init[Symbol.iterator] === undefined) {
    return Object.entries(init).map(([name, value]) => [name, `${value}`.toWellFormed()]);
  }
  return Array.from(init, pairOf);
}

function pairOf(entry) {
  const pair = Array.from(entry);
  if (pair.length !== 2) throw new TypeError("each entry of URLSearchParams is a [name, value]");
  return pair.map((part) => `${part}`.toWellFormed());
}

const wellFormed = (value) => `${value}`.toWellFormed();

class URLSearchParams {
  #pairs;
  /** Told after each change: the address these parameters belong to. */
  #onChange = () => {};
  constructor(init = "") {
    this.#pairs = init === undefined ? [] : pairsOf(init);
  }
  static link(query, onChange) {
    const params = new URLSearchParams();
    params.#onChange = onChange;
    params.#pairs = readPairs(query);
    return params;
  }
  static reread(params, query) {
    params.#pairs = readPairs(query);
  }
  get size() {
    return this.#pairs.length;
  }
  append(name, value) {
    this.#pairs.push([wellFormed(name), wellFormed(value)]);
    this.#onChange(this.toString());
  }
  delete(name, value = undefined) {
    this.#pairs = this.#pairs.filter((pair) => !isLike(pair, name, value));
    this.#onChange(this.toString());
  }
  get(name) {
    return this.#pairs.find((pair) => isLike(pair, name))?.[1] ?? null;
  }
  getAll(name) {
    return this.#pairs.filter((pair) => isLike(pair, name)).map(([, value]) => value);
  }
  has(name, value = undefined) {
    return this.#pairs.some((pair) => isLike(pair, name, value));
  }
  set(name, value) {
    const first = this.#pairs.find((pair) => isLike(pair, name));
    this.#pairs = this.#pairs.filter((pair) => pair === first || !isLike(pair, name));
    if (first) first[1] = wellFormed(value);
    else this.#pairs.push([wellFormed(name), wellFormed(value)]);
    this.#onChange(this.toString());
  }
  sort() {
    this.#pairs.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    this.#onChange(this.toString());
  }
  forEach(callback, thisArg = undefined) {
    for (const [name, value] of this) callback.call(thisArg, value, name, this);
  }
  *entries() {
    for (let i = 0; i < this.#pairs.length; i += 1) yield [...this.#pairs[i]];
  }
  *keys() {
    for (const [name] of this.entries()) yield name;
  }
  *values() {
    for (const [, value] of this.entries()) yield value;
  }
  [Symbol.iterator]() {
    return this.entries();
  }
  toString() {
    return printPairs(this.#pairs);
  }
}

function isLike([itsName, itsValue], name, value = undefined) {
  return itsName === wellFormed(name) && (value === undefined || itsValue === wellFormed(value));
}

guest.url.linkParams = URLSearchParams.link;
guest.url.rereadParams = URLSearchParams.reread;
delete URLSearchParams.link;
delete URLSearchParams.reread;
Object.assign(guest.web, { URLSearchParams });
