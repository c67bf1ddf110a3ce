// Loads one script into its Compartment and runs it, each run in a fresh scope with its own sdk.
guest.runs = new Map();
let script = null;
let loadFailure = null;
const { now } = guest.Date;

guest.sourceLines = 0;
// On the script's own first line, so that its line numbers hold everywhere a script may see them.
guest.opening = "(function (sdk, console) { return (async function () {";
const closing = "\n})(); })\n//# sourceURL=script.js";

guest.load = (source) => {
  try {
    guest.sourceLines = source.split("\n").length;
    new guest.AsyncFunction(source);
    const compartment = new Compartment({ globals: guest.endowments(), __options__: true });
    delete compartment.globalThis.Compartment;
    delete compartment.globalThis.lockdown;
    harden(compartment.globalThis);
    script = compartment.evaluate(`${guest.opening}${source}${closing}`, {
      __rejectSomeDirectEvalExpressions__: false,
    });
  } catch (error) {
    loadFailure = error;
  }
};

guest.configure = (limitsJson) => {
  guest.limits = JSON.parse(limitsJson);
};

/**
 * `plan`: index, length of the context and of the payload (-1 for none) of each run, whose texts follow each other.
 * `carries`: "payload", or "request" when that is what all of these runs have in its place.
 */
guest.begin = (plan, texts, room, carries) => {
  const numbers = JSON.parse(plan);
  let at = 0;
  const take = (length) => {
    at += length;
    return texts.slice(at - length, at);
  };
  const visit = (slot) => {
    const contextJson = take(numbers[3 * slot + 1]);
    const dataChars = numbers[3 * slot + 2];
    const run = newRun(numbers[3 * slot], contextJson);
    if (dataChars >= 0) run[carries] = take(dataChars);
    enter(run, slot);
  };
  guest.cross({ visits: numbers.length / 3, room, visit });
};

const nothingSpent = Object.freeze({ __proto__: null });

function newRun(index, contextJson) {
  return {
    index,
    contextJson,
    payload: null,
    request: null,
    slot: 0,
    crossing: null,
    isWaiting: false,
    over: false,
    begunAt: now(),
    calls: 0,
    chars: 0,
    spent: nothingSpent,
    logLines: 0,
    logBytes: 0,
    waiting: new Map(),
    opened: {},
    console: null,
  };
}

function enter(run, slot) {
  guest.runs.set(run.index, run);
  guest.beginVisit(run, slot);
  if (loadFailure !== null) return fail(run, loadFailure);
  try {
    guest.setInside(1);
    const end = script(openSdk(run), openConsole(run));
    guest.setInside(0);
    end.then(
      (value) => succeed(run, value),
      (error) => fail(run, error),
    );
  } catch (error) {
    guest.setInside(0);
    fail(run, error);
  }
}

/** `plan`: the runs that are answered, each with its answers: [index, [[call, verdict, json], …]]. */
guest.answer = (plan, room) => {
  const visits = JSON.parse(plan);
  const visit = (slot) => {
    const [index, answers] = visits[slot];
    const run = guest.runs.get(index);
    if (run === undefined) return guest.skipVisit(slot);
    guest.beginVisit(run, slot);
    for (const [call, verdict, json] of answers) settle(run, call, verdict, json);
  };
  guest.cross({ visits: visits.length, room, visit });
};

function settle(run, call, verdict, json) {
  const waiting = run.waiting.get(call);
  if (waiting === undefined) return;
  run.waiting.delete(call);
  if (verdict === "value") waiting.resolve(JSON.parse(json));
  else if (verdict === "error") waiting.reject(errorFrom(waiting.trace, JSON.parse(json)));
  else guest.breach(run, json);
}

const rooms = {};
for (const [namespace, open] of Object.entries(guest.rooms)) rooms[namespace] = open(guest);

/**
 * Makes frozen objects that all share their getters: what a run never reads is never made for it. `read` gives one name's
 * value for a run.
 */
function sharedShape(names, read) {
  class Shape {
    #run;
    constructor(run) {
      this.#run = run;
    }
    static runOf(shape) {
      return shape.#run;
    }
  }
  const { runOf } = Shape;
  delete Shape.runOf;
  delete Shape.prototype.constructor;
  for (const name of names) {
    const get = () =>
      function get() {
        return read(runOf(this), name);
      };
    Object.defineProperty(Shape.prototype, name, { get: get(), enumerable: true });
  }
  harden(Shape.prototype);
  return (run) => Object.freeze(new Shape(run));
}

const namespaceOf = (run, name) => {
  run.opened[name] ??= Object.freeze(rooms[name](run));
  return run.opened[name];
};
const openSdk = sharedShape(
  [...Object.keys(rooms), ...Object.keys(guest.errorClasses)],
  (run, name) => guest.errorClasses[name] ?? namespaceOf(run, name),
);
const consoleMethods = ["log", "info", "debug", "trace", "warn", "error"];
const openConsole = sharedShape(consoleMethods, (run, name) => {
  run.console ??= guest.consoleOf(namespaceOf(run, "log"));
  return run.console[name];
});

function succeed(run, value) {
  if (run.over) return;
  let text = value;
  try {
    // A text that is too long already is not worth printing.
    if (!isLong(value)) text = typeof value === "function" ? refuseFunction() : guest.toJson(value);
  } catch (error) {
    return fail(run, error);
  }
  if (isLong(text)) {
    return guest.breach(run, `the result is larger than ${guest.limits.resultBytes} bytes`);
  }
  guest.close(run, "S", text ?? "");
}

function isLong(value) {
  return typeof value === "string" && value.length > guest.limits.resultBytes;
}

function refuseFunction() {
  throw new TypeError("a function is not JSON");
}

function fail(run, thrown) {
  if (run.over) return;
  const described = guest.describe(thrown);
  const outcome = guest.isMemoryRefusal(described.error) ? "M" : "F";
  guest.close(run, outcome, JSON.stringify(described));
}

/** An error whose stack leads to where the script called. */
function errorFrom(trace, { name, message }) {
  const error = new Error(message);
  const frames = `${trace.stack}`.replace(/^.*\n/, "");
  for (const [property, value] of Object.entries({
    name,
    stack: `${name}: ${message}\n${frames}`,
  })) {
    Object.defineProperty(error, property, { value, configurable: true, writable: true });
  }
  return error;
}
