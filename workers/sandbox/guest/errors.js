// The errors a script may throw on purpose, and how any thrown value becomes bounded strings.
// Everything here may meet hostile getters and proxies: it runs inside the run's own time limit.
const textLimits = { name: 128, message: 4096, stack: 8192 };
const longestDelayMs = 24 * 3_600_000;
const unitsMs = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

// The realm's first Error can change how stacks are made, for every later run; the one that scripts see cannot.
const SharedError = Error.prototype.constructor;

class NonRetryableError extends SharedError {
  #brand = true;
  static isOne(value) {
    return #brand in value;
  }
}

class RetryAfterError extends SharedError {
  #delayMs;
  constructor(delay, message = `retry after ${delay}`, options = undefined) {
    super(message, options);
    this.#delayMs = delayOf(delay);
  }
  static delayOf(value) {
    return #delayMs in value ? value.#delayMs : null;
  }
}

function delayOf(delay) {
  const match = typeof delay === "string" ? /^(\d{1,9})(ms|s|m|h|d)$/.exec(delay) : null;
  const delayMs = match ? Number(match[1]) * unitsMs[match[2]] : delay;
  if (typeof delayMs !== "number" || !(delayMs >= 0 && delayMs <= longestDelayMs)) {
    throw new RangeError('RetryAfterError takes milliseconds or a text like "10m", up to 24 hours');
  }
  return Math.ceil(delayMs);
}

const isBranded = NonRetryableError.isOne;
const brandedDelay = RetryAfterError.delayOf;
for (const [name, type] of Object.entries({ NonRetryableError, RetryAfterError })) {
  delete type.isOne;
  delete type.delayOf;
  Object.defineProperty(type.prototype, "name", { value: name });
}
guest.errorClasses = harden({ NonRetryableError, RetryAfterError });

function adviceOf(thrown) {
  if (!isObject(thrown)) return { kind: "default" };
  if (isBranded(thrown)) return { kind: "never" };
  const delayMs = brandedDelay(thrown);
  return delayMs === null ? { kind: "default" } : { kind: "after", delayMs };
}

function isObject(value) {
  return (typeof value === "object" && value !== null) || typeof value === "function";
}

function read(thrown, property, limit) {
  try {
    const value = thrown[property];
    return typeof value === "string" ? value.slice(0, limit) : undefined;
  } catch {
    return undefined;
  }
}

function print(value) {
  try {
    return String(value);
  } catch {
    return "a value that cannot be printed";
  }
}

function describeValue(value) {
  return { name: "ThrownValue", message: print(value).slice(0, textLimits.message) };
}

const scriptFrame = /\bscript\.js:(\d+):(\d+)/;

// Keeps the author's frames only: the wrapper calls the script from a line below it.
function stackOf(stack) {
  const frames = [];
  for (const line of stack.split("\n", 200)) {
    const at = /^\s+at /.test(line) ? scriptFrame.exec(line) : null;
    if (at && Number(at[1]) <= guest.sourceLines)
      frames.push({ text: line.slice(0, 512), ...placeOf(Number(at[1]), Number(at[2])) });
  }
  return frames;
}

/** The wrapper begins on the script's first line. */
function placeOf(line, column) {
  return { line, column: line === 1 ? Math.max(1, column - guest.opening.length) : column };
}

function printFrame({ text, line, column }) {
  const where = `script.js:${line}:${column}`;
  const name = /^\s+at (?:async )?([\w$.<> ]+) \(/.exec(text)?.[1];
  return name && name !== "eval" ? `    at ${name} (${where})` : `    at ${where}`;
}

function describeError(thrown) {
  const name = read(thrown, "name", textLimits.name) ?? "Error";
  const message = read(thrown, "message", textLimits.message) ?? "";
  const frames = stackOf(read(thrown, "stack", 65_536) ?? "");
  if (frames.length === 0) return { name, message };
  const stack = [`${name}: ${message}`, ...frames.map(printFrame)].join("\n");
  const [{ line, column }] = frames;
  return { name, message, stack: stack.slice(0, textLimits.stack), line, column };
}

guest.describe = (thrown) => ({
  error: isObject(thrown) ? describeError(thrown) : describeValue(thrown),
  retry: adviceOf(thrown),
});

// V8 refuses these by a RangeError instead of ending the isolate: still a run that asked for too much memory.
const memoryRefusals = [
  "Array buffer allocation failed",
  "Invalid string length",
  "Maximum BigInt size exceeded",
];
guest.isMemoryRefusal = (error) =>
  error.name === "RangeError" && memoryRefusals.includes(error.message);
