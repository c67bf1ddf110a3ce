// PostgreSQL refuses to run as root, so root runs it as another user.
// Where that user cannot enter the folders on the way (a clone in /root), it gets the one
// capability to pass them and nothing else.
import { spawnSync } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { EmbeddedProblem } from "./problem.mjs";

/**
 * `owner` owns the files, `prefix` goes before the command, `identity` goes to `spawn`.
 * @typedef {{ uid: number, gid: number }} User
 * @typedef {{ owner: User | null, prefix: string[], identity: Partial<User> }} Account
 */

/**
 * @param {string[]} folders that the programs must be able to enter
 * @returns {Account}
 */
export function postgresAccount(folders) {
  if (process.getuid?.() !== 0) return { owner: null, prefix: [], identity: {} };
  const user = findUser("postgres") ?? createUser("postgres") ?? findUser("nobody");
  if (user === null)
    throw new EmbeddedProblem("PostgreSQL cannot run as root and no user could be made.");
  for (const folder of folders) {
    const closed = closedFolder(folder, user);
    if (closed !== null) return { owner: user, prefix: passingPrefix(user, closed), identity: {} };
  }
  return { owner: user, prefix: [], identity: user };
}

/** @param {string} name @returns {User | null} */
function findUser(name) {
  const [uid, gid] = ["-u", "-g"].map((flag) =>
    spawnSync("id", [flag, name], { encoding: "utf8" }),
  );
  if (uid?.status !== 0 || gid?.status !== 0) return null;
  return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
}

/** @param {string} name */
function createUser(name) {
  spawnSync("useradd", ["--system", "--user-group", "--no-create-home", name]);
  return findUser(name);
}

/** The first folder on the way that the user may not enter. @param {string} folder @param {User} user */
function closedFolder(folder, user) {
  for (let path = folder; ; path = dirname(path)) {
    if (!mayEnter(path, user)) return path;
    if (path === dirname(path)) return null;
  }
}

/** @param {string} path @param {User} user */
function mayEnter(path, user) {
  const { mode, uid, gid } = statSync(path);
  if (uid === user.uid) return (mode & 0o100) !== 0;
  if (gid === user.gid) return (mode & 0o010) !== 0;
  return (mode & 0o001) !== 0;
}

/** @param {User} user @param {string} closed */
function passingPrefix({ uid, gid }, closed) {
  const canSetpriv = spawnSync("setpriv", ["--version"]).status === 0;
  const capability = canSetpriv ? passingCapability() : null;
  if (capability === null) {
    throw new EmbeddedProblem(
      `PostgreSQL cannot run as root, and its user cannot enter ${closed}: ` +
        "put the clone and SCRIPTBUS_DATA_DIR elsewhere, or set DATABASE_URL.",
    );
  }
  const who = [`--reuid=${uid}`, `--regid=${gid}`, "--clear-groups"];
  // Without the bit access(2) sets capabilities aside, and PostgreSQL does not find its own programs.
  const bit = "--securebits=+no_setuid_fixup";
  return ["setpriv", ...who, bit, `--inh-caps=+${capability}`, `--ambient-caps=+${capability}`];
}

/** The smaller of the two capabilities that the system lets us hand on (capabilities(7)). */
function passingCapability() {
  const bounding = /CapBnd:\s*([0-9a-f]+)/.exec(readFileSync("/proc/self/status", "utf8"))?.[1];
  const bits = BigInt(`0x${bounding ?? "0"}`);
  if (bits & (1n << 2n)) return "dac_read_search";
  if (bits & (1n << 1n)) return "dac_override";
  return null;
}
