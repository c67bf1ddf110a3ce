// A PostgreSQL server of our own: made once in a directory, started on a port of 127.0.0.1.
// Plain JavaScript and nothing outside Node, because it also runs before anything is installed.
import { spawn } from "node:child_process";
import {
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { spawnLeashed } from "../../lib/platform/leash.mjs";
import { postgresAccount } from "./account.mjs";
import { embeddedBinaries } from "./binaries.mjs";
import { EmbeddedProblem } from "./problem.mjs";

/**
 * @typedef {object} Cluster
 * @property {string} directory absolute
 * @property {number} port
 * @property {string} password of the login `postgres`
 * @property {Record<string, string>} settings on top of the ones below
 */

const SETTINGS = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  max_connections: "200",
  shared_buffers: "256MB",
  wal_level: "minimal",
  max_wal_senders: "0",
  synchronous_commit: "on",
  jit: "off",
  timezone: "UTC",
  log_timezone: "UTC",
};

/** @param {Cluster} cluster @param {string} database */
export function clusterUrl({ port, password }, database) {
  return `postgres://postgres:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`;
}

/**
 * Makes the cluster when it is not there. A half-made one, left by an interruption, is made anew.
 * @param {Cluster} cluster
 */
export async function createCluster({ directory, password }) {
  if (existsSync(join(directory, "PG_VERSION"))) return;
  const draft = `${directory}.new`;
  const passwordFile = `${directory}.password`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true, mode: 0o700 });
  writeFileSync(passwordFile, password, { mode: 0o600 });
  try {
    await runInitdb(draft, passwordFile);
    rmSync(directory, { recursive: true, force: true });
    renameSync(draft, directory);
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

/** @param {string} draft @param {string} passwordFile */
async function runInitdb(draft, passwordFile) {
  const { initdb, directory } = embeddedBinaries();
  const { owner, prefix, identity } = postgresAccount([directory, draft]);
  if (owner) for (const path of [draft, passwordFile]) chownSync(path, owner.uid, owner.gid);
  const words = ["--username=postgres", `--pwfile=${passwordFile}`, "--auth=scram-sha-256"];
  const text = [
    "--encoding=UTF8",
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
  ];
  const [command = initdb, ...args] = [...prefix, initdb, `--pgdata=${draft}`, ...words, ...text];
  await succeed(
    spawn(command, args, { ...identity, cwd: draft, stdio: ["ignore", "ignore", "pipe"] }),
  );
}

/** @param {import("node:child_process").ChildProcess} child */
function succeed(child) {
  let stderr = "";
  child.stderr?.on("data", (chunk) => {
    stderr += chunk;
  });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => {
      if (code === 0) resolve(undefined);
      else reject(new EmbeddedProblem(`PostgreSQL could not make its files: ${stderr.trim()}`));
    });
  });
}

/**
 * Starts the server; it says on stderr what it does. Ready when `isClusterReady` says so.
 * @param {Cluster} cluster
 */
export function startCluster({ directory, port, settings }) {
  const { postgres, directory: programs } = embeddedBinaries();
  const { prefix, identity } = postgresAccount([programs, directory]);
  const flags = Object.entries({ ...SETTINGS, port: `${port}`, ...settings });
  const set = flags.flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const [command = postgres, ...args] = [...prefix, postgres, "-D", directory, ...set];
  return spawnLeashed(command, args, {
    ...identity,
    cwd: directory,
    env: { ...process.env, LC_ALL: "C", PGDATA: directory },
    stdio: ["ignore", "ignore", "pipe"],
    graceSeconds: 35, // the signal lets it wait for its clients, which drain for 30
  });
}

/**
 * The server writes its state to the last line of its pid file, as pg_ctl reads it.
 * @param {string} directory @param {number | undefined} pid
 */
export function isClusterReady(directory, pid) {
  const lines = readPidFile(directory);
  return Number(lines[0]) === pid && lines[7]?.trim() === "ready";
}

/** @param {string} directory @returns {string[]} */
export function readPidFile(directory) {
  try {
    return readFileSync(join(directory, "postmaster.pid"), "utf8").split("\n");
  } catch {
    return [];
  }
}
