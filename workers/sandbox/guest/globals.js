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
};

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
  const globals = { Date: guest.Date, Math: guest.Math, Intl: guest.Intl };
  for (const name of Object.keys(instead)) {
    const isObject = name === "process" || name === "Buffer";
    globals[name] = isObject ? missingObject(name) : missingFunction(name);
  }
  return globals;
};
