// Starts a process on a leash: when this process dies, however it dies, the child is ended too.
// A `kill -9` runs no handler, so a shell waits at the other end of a pipe and acts when it closes.
import { spawn } from "node:child_process";

/**
 * Ends the child kindly, waits, then ends its whole process group.
 * $0 pid, $1 seconds of grace.
 */
const HOLDER = `
read -r _
kill -s TERM "$0" 2>/dev/null
waited=0
while kill -s 0 "$0" 2>/dev/null && [ "$waited" -lt "$1" ]; do sleep 1; waited=$((waited + 1)); done
kill -s KILL -- "-$0" 2>/dev/null
`;

/**
 * @typedef {Omit<import("node:child_process").SpawnOptions, "env"> & { env?: NodeJS.Dict<string> }} Options
 * @typedef {Options & { graceSeconds?: number }} LeashOptions
 */

/**
 * Like `spawn`, in a process group of its own (a Ctrl-C in the terminal does not reach it).
 * @param {string} command
 * @param {string[]} args
 * @param {LeashOptions} options
 */
export function spawnLeashed(command, args, options) {
  const { graceSeconds = 10, env = process.env, ...others } = options;
  const environment = /** @type {NodeJS.ProcessEnv} */ (env); // Next's types demand a NODE_ENV
  const child = spawn(command, args, { ...others, env: environment, detached: true });
  if (child.pid === undefined) return child;
  const holder = spawn("/bin/sh", ["-c", HOLDER, `${child.pid}`, `${graceSeconds}`], {
    stdio: ["pipe", "ignore", "ignore"],
    detached: true,
  });
  holder.on("error", () => {}); // no shell, no leash: the child still runs
  holder.unref();
  child.once("exit", () => holder.kill("SIGKILL"));
  return child;
}
