// Keeps what a process says in a file, remembers its last words, and lets warnings and errors through.
import { createWriteStream, mkdirSync, renameSync, statSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";

const ROTATE_BYTES = 10 * 1024 * 1024;
const REMEMBERED_LINES = 5;
/** A process in trouble repeats itself: after this many lines in ten seconds the file has the rest. */
const SHOWN_LINES = 20;
const SHOWN_PER_MS = 10_000;
const WARNING = 40; // pino's level numbers

/**
 * @typedef {object} LogTap
 * @property {string} path
 * @property {(child: import("node:child_process").ChildProcess) => void} attach
 * @property {() => string} lastWords
 */

/**
 * @param {{ dataDir: string, name: string, show: (line: string) => void }} options
 * @returns {LogTap}
 */
export function openLog({ dataDir, name, show }) {
  const path = join(dataDir, "logs", `${name}.log`);
  mkdirSync(join(dataDir, "logs"), { recursive: true });
  rotate(path);
  const file = createWriteStream(path, { flags: "a", mode: 0o600 });
  const showSome = limited((line) => show(`${name}: ${line}`), `${name}: more in ${path}`);
  /** @type {string[]} */
  let last = [];
  /** @param {string} line @param {boolean} isError */
  const onLine = (line, isError) => {
    file.write(`${line}\n`);
    const words = readable(line, isError);
    if (words === null) return;
    last = [...last, words].slice(-REMEMBERED_LINES);
    showSome(words);
  };
  return {
    path,
    attach: ({ stdout, stderr }) => {
      if (stdout) createInterface(stdout).on("line", (line) => onLine(line, false));
      if (stderr) createInterface(stderr).on("line", (line) => onLine(line, true));
    },
    lastWords: () => last.find((line) => /error|fatal/i.test(line)) ?? last.at(-1) ?? "",
  };
}

/** @param {string} path */
function rotate(path) {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  if (size > ROTATE_BYTES) renameSync(path, `${path}.old`);
}

/** What a person should see of a line: warnings and errors of our log, and whatever came on stderr. @param {string} line @param {boolean} isError */
function readable(line, isError) {
  const entry = parseEntry(line);
  if (!entry) return isError && line.trim() !== "" ? line : null;
  if (entry.level < WARNING) return null;
  const reason = entry.err?.message;
  return reason && reason !== entry.msg ? `${entry.msg} (${reason})` : (entry.msg ?? line);
}

/** @param {string} line @returns {{ level: number, msg?: string, err?: { message?: string } } | null} */
function parseEntry(line) {
  if (!line.startsWith('{"level":')) return null;
  try {
    return JSON.parse(line);
  } catch {
    return null; // not one of our own lines
  }
}

/** @param {(line: string) => void} show @param {string} rest */
function limited(show, rest) {
  let windowStart = 0;
  let shown = 0;
  /** @param {string} line */
  return (line) => {
    if (performance.now() - windowStart > SHOWN_PER_MS) {
      windowStart = performance.now();
      shown = 0;
    }
    shown += 1;
    if (shown <= SHOWN_LINES) show(line);
    else if (shown === SHOWN_LINES + 1) show(rest);
  };
}
