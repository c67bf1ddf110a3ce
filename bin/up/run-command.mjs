// Runs a program to its end. Its output is kept, not shown; a stop takes its whole process group along.
import { spawnLeashed } from "../../lib/platform/leash.mjs";

/**
 * @typedef {object} Ended
 * @property {number | null} code
 * @property {string} stdout
 * @property {string} output stdout and stderr as they came
 */

/**
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd: string, env: NodeJS.Dict<string>, stop: AbortSignal }} options
 * @returns {Promise<Ended>} rejects when the program is not there or the stop was asked for
 */
export async function runCommand(command, args, { cwd, env, stop }) {
  stop.throwIfAborted();
  const child = spawnLeashed(command, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
  const ended = collect(child);
  const onStop = () => killGroup(child.pid, "SIGKILL");
  stop.addEventListener("abort", onStop);
  try {
    const result = await ended;
    stop.throwIfAborted();
    return result;
  } finally {
    stop.removeEventListener("abort", onStop);
  }
}

/** @param {import("node:child_process").ChildProcess} child @returns {Promise<Ended>} */
function collect(child) {
  let stdout = "";
  let output = "";
  child.stdout?.on("data", (chunk) => {
    stdout += chunk;
    output += chunk;
  });
  child.stderr?.on("data", (chunk) => {
    output += chunk;
  });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, stdout, output }));
  });
}

/**
 * Ends a program and everything it started.
 * @param {number | undefined} pid @param {NodeJS.Signals} signal
 */
export function killGroup(pid, signal) {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch {
    return; // nobody of it is left
  }
}
