// What a script's Compartment is given beyond the hardened language, and what tells it where to look instead.
const instead = {
  setTimeout: "throw new sdk.RetryAfterError(…) to run again later",
  setInterval: "a script reacts to events; subscribe it to one instead",
  setImmediate: "await a promise instead",
  queueMicrotask: "await a promise instead",
  fetch: "a script has no network of its own; it reaches the world through sdk",
  require: "a script cannot load modules; everything it may use is in sdk",
  process: "a script does not see the process; settings belong into the event or the script",
  Buffer: "use strings, Uint8Array and JSON",
  URL: "this version has no URL; build and read addresses as strings",
  URLSearchParams: "use encodeURIComponent",
  TextEncoder: "this version has no text encodings; use strings",
  TextDecoder: "this version has no text encodings; use strings",
  atob: "this version has no base64",
  btoa: "this version has no base64",
  structuredClone: "use JSON.parse(JSON.stringify(value))",
};
const objects = new Set([
  "process",
  "Buffer",
  "URL",
  "URLSearchParams",
  "TextEncoder",
  "TextDecoder",
]);

function refuse(name) {
  throw new ReferenceError(`${name} does not exist in a script: ${instead[name]}`);
}

function missingFunction(name) {
  return (..._args) => refuse(name);
}

function missingObject(name) {
  // A function, not an arrow: only then does `new` reach the trap.
  const fail = function fail() {
    return refuse(name);
  };
  return new Proxy(fail, { get: fail, set: fail, has: fail, apply: fail, construct: fail });
}

guest.endowments = () => {
  const { floats } = guest;
  const globals = { Date: guest.Date, Math: guest.Math, Intl: guest.Intl, ...floats };
  for (const name of Object.keys(instead)) {
    globals[name] = objects.has(name) ? missingObject(name) : missingFunction(name);
  }
  return globals;
};
