// structuredClone for scripts. Nothing is transferred: there is nowhere to transfer it to.
const getter = (type, name) =>
  Object.getOwnPropertyDescriptor(Object.getPrototypeOf(type.prototype), name)?.get ??
  Object.getOwnPropertyDescriptor(type.prototype, name).get;
/** Each reads what only a true one has, and throws for any other. */
const brands = [
  ["Date", (value) => Date.prototype.getTime.call(value)],
  ["RegExp", (value) => getter(RegExp, "source").call(value)],
  ["Map", (value) => getter(Map, "size").call(value)],
  ["Set", (value) => getter(Set, "size").call(value)],
  ["ArrayBuffer", (value) => getter(ArrayBuffer, "byteLength").call(value)],
  ["DataView", (value) => getter(DataView, "byteLength").call(value)],
  ["Boolean", (value) => Boolean.prototype.valueOf.call(value)],
  ["Number", (value) => Number.prototype.valueOf.call(value)],
  ["String", (value) => String.prototype.valueOf.call(value)],
  ["BigInt", (value) => BigInt.prototype.valueOf.call(value)],
];
const uncloneable = [WeakMap, WeakSet, WeakRef, Promise];
const errorNames = new Set([
  "Error",
  "EvalError",
  "RangeError",
  "ReferenceError",
  "SyntaxError",
  "TypeError",
  "URIError",
]);
const errorTypes = { EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError };

function uncloneableError(what) {
  const error = new Error(`${what} could not be cloned`);
  Object.defineProperty(error, "name", { value: "DataCloneError" });
  return error;
}

function brandOf(value) {
  if (ArrayBuffer.isView(value) && !(value instanceof DataView)) return "TypedArray";
  for (const [name, read] of brands) {
    if (!(value instanceof globalThis[name])) continue;
    try {
      read(value);
      return name;
    } catch {}
  }
  return value instanceof Error ? "Error" : "Object";
}

function cloneView(value, clone) {
  const type = value instanceof DataView ? DataView : typeOfArray(value);
  const length = type === DataView ? value.byteLength : value.length;
  return new type(clone(value.buffer), value.byteOffset, length);
}

function typeOfArray(value) {
  const name = getter(Uint8Array, Symbol.toStringTag).call(value);
  return guest.floats[name] ?? globalThis[name];
}

function cloneError(value) {
  const name = errorNames.has(value.name) ? value.name : "Error";
  const type = errorTypes[name] ?? Error;
  const error = new type(`${value.message}`);
  Object.defineProperty(error, "stack", { value: `${value.stack}`, configurable: true });
  return error;
}

/** Makes the clone; what it holds is filled in later, so that a cycle finds it. */
const makers = {
  Date: (value) => new Date(Date.prototype.getTime.call(value)),
  RegExp: (value) => new RegExp(value.source, value.flags),
  Map: () => new Map(),
  Set: () => new Set(),
  ArrayBuffer: (value) => value.slice(0),
  DataView: cloneView,
  TypedArray: cloneView,
  Boolean: (value) => Object(value.valueOf()),
  Number: (value) => Object(value.valueOf()),
  String: (value) => Object(value.valueOf()),
  BigInt: (value) => Object(value.valueOf()),
  Error: cloneError,
  Object: (value) => (Array.isArray(value) ? new Array(value.length) : {}),
};

function fill(brand, value, copy, clone) {
  if (brand === "Map") for (const [key, item] of [...value]) copy.set(clone(key), clone(item));
  else if (brand === "Set") for (const item of [...value]) copy.add(clone(item));
  else if (brand === "Object") {
    for (const key of Object.keys(value)) {
      const descriptor = { enumerable: true, configurable: true, writable: true };
      Object.defineProperty(copy, key, { ...descriptor, value: clone(value[key]) });
    }
  }
}

function structuredClone(root, options = undefined) {
  if (options?.transfer?.length > 0) throw uncloneableError("a script transfers nothing: it");
  const known = new Map();
  const clone = (value) => {
    if (typeof value === "function" || typeof value === "symbol") {
      throw uncloneableError(`a ${typeof value}`);
    }
    if (typeof value !== "object" || value === null) return value;
    if (known.has(value)) return known.get(value);
    if (uncloneable.some((type) => value instanceof type)) throw uncloneableError("this object");
    const brand = brandOf(value);
    const copy = makers[brand](value, clone);
    known.set(value, copy);
    fill(brand, value, copy, clone);
    return copy;
  };
  return clone(root);
}

Object.assign(guest.web, { structuredClone });
