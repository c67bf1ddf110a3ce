// What the rooms' stubs use: JSON, messages and calls to the host, the end of a run.
let lastCall = 0;

function refuseOddValues(_key, value) {
  const kind = typeof value;
  if (kind === "function" || kind === "symbol") throw new TypeError(`a ${kind} is not JSON`);
  return value;
}

/** How deep plain data is looked through; a cycle goes deeper. */
const plainDepth = 16;
const { getPrototypeOf } = Object;

/** True for what prints the same with and without the refusal above, which makes printing several times slower. */
function isPlain(value, depth) {
  if (typeof value !== "object" || value === null) {
    return typeof value !== "function" && typeof value !== "symbol";
  }
  if (depth === 0 || value.toJSON !== undefined) return false;
  const prototype = getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== Array.prototype) return false;
  for (const key in value) if (!isPlain(value[key], depth - 1)) return false;
  return true;
}

guest.limits = null;

/** JSON text, or undefined for undefined. BigInt, cycles, functions and symbols are TypeErrors. */
guest.toJson = (value) =>
  isPlain(value, plainDepth) ? JSON.stringify(value) : JSON.stringify(value, refuseOddValues);

guest.assertOpen = (run) => {
  if (run.over) throw new Error("this run is over: its sdk no longer works");
};

/** A message without an answer. */
guest.tell = (run, name, json) => guest.say(`C${run.index} 0 ${name} ${json}\n`);

/** A call with an answer; counts against the run's budgets. Rejects, before anything crosses, what is too long to cross. */
guest.ask = (run, name, json) => {
  guest.assertOpen(run);
  const tooLong = lengthProblem(run, json.length);
  if (tooLong !== null) return Promise.reject(new RangeError(tooLong));
  run.calls += 1;
  if (run.calls > guest.limits.sdkCalls) {
    guest.breach(run, `more than ${guest.limits.sdkCalls} sdk calls in one run`);
    return new Promise(() => {});
  }
  countBudget(run, guest.limits.budgets?.[name]);
  lastCall += 1;
  const call = lastCall;
  // Where the script called; to make a whole error of it costs more than the call, and few calls are rejected.
  const trace = {};
  guest.captureStackTrace(trace, guest.ask);
  return new Promise((resolve, reject) => {
    run.waiting.set(call, { resolve, reject, trace });
    guest.say(`C${run.index} ${call} ${name} ${json}\n`);
    guest.waits(run);
  });
};

function lengthProblem(run, chars) {
  const { callChars, runChars } = guest.limits.crossing;
  if (chars > callChars)
    return `the arguments of one sdk call have at most ${callChars} characters`;
  run.chars += chars;
  if (run.chars <= runChars) return null;
  return `the arguments of all sdk calls of one run have at most ${runChars} characters`;
}

/** For `sdk.limits`; whether a budget is exceeded decides the host. */
function countBudget(run, budget) {
  if (budget === undefined) return;
  run.spent = { __proto__: null, ...run.spent, [budget]: (run.spent[budget] ?? 0) + 1 };
}

/** Ends the run with limit_exceeded, whatever the script does next. */
guest.breach = (run, message) => {
  guest.close(run, "L", JSON.stringify({ name: "LimitExceeded", message }));
};

guest.close = (run, outcome, text) => {
  if (run.over) return;
  run.over = true;
  run.waiting.clear();
  guest.runs.delete(run.index);
  guest.ends(run, `E${run.index} ${outcome} ${text}\n`);
};
