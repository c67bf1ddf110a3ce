// What the rooms' stubs use: JSON, messages and calls to the host, the end of a run.
let lastCall = 0;

function refuseOddValues(_key, value) {
  const kind = typeof value;
  if (kind === "function" || kind === "symbol") throw new TypeError(`a ${kind} is not JSON`);
  return value;
}

guest.limits = null;

/** JSON text, or undefined for undefined. BigInt, cycles, functions and symbols are TypeErrors. */
guest.toJson = (value) => JSON.stringify(value, refuseOddValues);

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
  return new Promise((resolve, reject) => {
    run.waiting.set(call, { resolve, reject, trace: new Error() });
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
  if (budget !== undefined) run.spent[budget] = (run.spent[budget] ?? 0) + 1;
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
