// What a script's Compartment is given beyond the hardened language, and what tells it where to look instead.
const instead = {
  setTimeout: "await sdk.sleep(ms), or throw new sdk.RetryAfterError(…) to run again later",
  setInterval: "a script reacts to events; subscribe it to one instead",
  setImmediate: "await a promise instead",
  queueMicrotask: "await a promise instead",
  fetch: "use sdk.http; a script has no network of its own",
  require: "a script cannot load modules; everything it may use is in sdk",
  process:
    "a script does not see the process; settings belong into sdk.secrets, the event or the script",
  Buffer: "use TextEncoder, btoa, Uint8Array and JSON",
};
const objects = new Set(["process", "Buffer"]);

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
  const globals = { Date: guest.Date, Math: guest.Math, Intl: guest.Intl, ...floats, ...guest.web };
  for (const name of Object.keys(instead)) {
    globals[name] = objects.has(name) ? missingObject(name) : missingFunction(name);
  }
  return globals;
};
