// What a killed server leaves behind: a pid file that names nobody or a stranger, and backends
// that still hold its memory. A new server starts only when both are gone.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readlinkSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { readPidFile } from "./cluster.mjs";

const STOP_WITHIN_MS = 10_000;

/**
 * The caller makes sure that nobody else uses the directory now.
 * @param {string} directory
 */
export async function clearLeftovers(directory) {
  const postmaster = Number(readPidFile(directory)[0]);
  if (postmaster > 0 && worksIn(postmaster, directory)) {
    send(postmaster, "SIGINT");
    await untilGone(directory);
  }
  for (const pid of workersIn(directory)) send(pid, "SIGKILL");
  rmSync(join(directory, "postmaster.pid"), { force: true });
}

/** @param {string} directory */
async function untilGone(directory) {
  const deadline = performance.now() + STOP_WITHIN_MS;
  while (workersIn(directory).length > 0 && performance.now() < deadline) await sleep(50);
}

/** @param {number} pid @param {string} directory */
function worksIn(pid, directory) {
  if (existsSync("/proc/self/cwd")) return workersIn(directory).includes(pid);
  const { stdout } = spawnSync("ps", ["-p", `${pid}`, "-o", "command="], { encoding: "utf8" });
  return stdout.includes(directory);
}

/** Every process of a cluster has the cluster's directory as its working directory. @param {string} directory */
function workersIn(directory) {
  if (!existsSync("/proc/self/cwd")) return [];
  const pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  return pids.filter((pid) => workingDirectory(pid) === directory).map(Number);
}

/** @param {string} pid */
function workingDirectory(pid) {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return null; // gone, or not ours to look at
  }
}

/** @param {number} pid @param {NodeJS.Signals} signal */
function send(pid, signal) {
  try {
    process.kill(pid, signal);
  } catch {
    return; // gone already
  }
}
