// A file that says which process holds something. It survives a `kill -9`: the next one sees that
// the holder is gone. A process is known by its id and its start time, because ids are used again.
import { spawnSync } from "node:child_process";
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

/**
 * `afterDeath`: the one who held it before died without letting go.
 * @typedef {{ held: true, release: () => void, afterDeath: boolean }} HeldLock
 * @typedef {HeldLock | { held: false, holder: string }} Lock
 */

/** @param {string} path @returns {Lock} */
export function tryLock(path) {
  const mine = describe(process.pid);
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, mine);
  let afterDeath = false;
  try {
    for (;;) {
      if (linked(draft, path))
        return { held: true, afterDeath, release: () => release(path, mine) };
      const holder = read(path);
      if (holder !== "" && isAlive(holder)) return { held: false, holder };
      discard(path, holder);
      afterDeath = true;
    }
  } finally {
    rmSync(draft, { force: true });
  }
}

/**
 * Waits until the lock can be had.
 * @param {string} path @param {AbortSignal} stop
 * @returns {Promise<HeldLock>}
 */
export async function takeTurn(path, stop) {
  for (;;) {
    const lock = tryLock(path);
    if (lock.held) return lock;
    await sleep(200, undefined, { signal: stop });
  }
}

/** Linking is atomic: of two who try, one succeeds, and the file is never seen half-written. @param {string} draft @param {string} path */
function linked(draft, path) {
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === "EEXIST") return false;
    throw error;
  }
}

/** Removes a dead holder's file, and puts it back if another one was quicker. @param {string} path @param {string} seen */
function discard(path, seen) {
  const aside = `${path}.${process.pid}.old`;
  try {
    renameSync(path, aside);
  } catch {
    return; // removed by another one
  }
  if (read(aside) !== seen) linked(aside, path);
  rmSync(aside, { force: true });
}

/** @param {string} path @param {string} mine */
function release(path, mine) {
  if (read(path) === mine) rmSync(path, { force: true });
}

/** @param {string} path */
function read(path) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

/** @param {string} holder */
function isAlive(holder) {
  const pid = Number(holder.split(" ")[0]);
  return pid !== process.pid && describe(pid) === holder;
}

/** "pid start-time"; without a start time when no such process is there. @param {number} pid */
function describe(pid) {
  return `${pid} ${startTime(pid)}`;
}

/** @param {number} pid */
function startTime(pid) {
  if (process.platform !== "linux") {
    return spawnSync("ps", ["-o", "lstart=", "-p", `${pid}`], { encoding: "utf8" }).stdout.trim();
  }
  const stat = read(`/proc/${pid}/stat`);
  const afterName = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return afterName[19] ?? ""; // field 22 of proc(5)
}
