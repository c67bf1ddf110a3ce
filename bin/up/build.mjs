// The console, built when its sources changed. Each build lies in a folder named after its sources,
// so a server that runs keeps its files while another start builds newer ones.
import { createHash } from "node:crypto";
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
} from "node:fs";
import { join } from "node:path";
import { lastLines, ownNode } from "./install.mjs";
import { takeTurn } from "./process-lock.mjs";
import { runCommand } from "./run-command.mjs";
import { SetupError } from "./setup-error.mjs";

const SOURCES = [
  "app",
  "components",
  "db",
  "instrumentation.ts",
  "lib",
  "public",
  "next.config.ts",
  "package-lock.json",
  "package.json",
  "postcss.config.mjs",
  "proxy.ts",
  "tailwind.config.ts",
  "tsconfig.json",
];
const NOT_SOURCES = /\.(test|spec)\.tsx?$|^db\/(testing|embedded|migrations)\//;
const KEPT_BUILDS = 4;

/** @param {string} root */
export function isBuilt(root) {
  return existsSync(builtServer(root));
}

/** Where the built server of the sources as they are now is, or would be. @param {string} root */
function builtServer(root) {
  return join(buildsFolder(root), fingerprint(root), "server.js");
}

/** `next build` empties .next but for its cache. @param {string} root */
function buildsFolder(root) {
  return join(root, ".next", "cache", "scriptbus");
}

/** @param {string} root */
function fingerprint(root) {
  const hash = createHash("sha256");
  for (const source of SOURCES) {
    for (const file of filesUnder(root, source)) {
      hash
        .update(`${file}\0`)
        .update(readFileSync(join(root, file)))
        .update("\0");
    }
  }
  return hash.digest("hex").slice(0, 16);
}

/** @param {string} root @param {string} path @returns {string[]} */
function filesUnder(root, path) {
  const entry = statSync(join(root, path), { throwIfNoEntry: false });
  if (!entry || NOT_SOURCES.test(path)) return [];
  if (!entry.isDirectory()) return [path];
  return readdirSync(join(root, path))
    .sort()
    .flatMap((name) => filesUnder(root, `${path}/${name}`));
}

/**
 * Builds unless it is built, one build at a time.
 * @param {{ root: string, stop: AbortSignal }} options
 * @returns {Promise<string>} the server's file
 */
export async function buildConsole({ root, stop }) {
  mkdirSync(buildsFolder(root), { recursive: true });
  const lock = await takeTurn(join(buildsFolder(root), "building"), stop);
  try {
    const server = builtServer(root);
    if (existsSync(server)) return server;
    await runNextBuild({ root, stop });
    keepBuild(root, join(server, ".."));
    return server;
  } finally {
    lock.release();
  }
}

/** @param {{ root: string, stop: AbortSignal }} options */
async function runNextBuild({ root, stop }) {
  rmSync(join(root, ".next", "dev"), { recursive: true, force: true }); // stale types break the build
  const next = join(root, "node_modules", "next", "dist", "bin", "next");
  const env = { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" };
  const { code, output } = await runCommand(ownNode(root), [next, "build"], {
    cwd: root,
    env,
    stop,
  });
  if (code !== 0) throw new SetupError(`The console does not build:\n${lastLines(output, 40)}`);
}

/** Completes the standalone server as Next documents it, then moves it to its own folder. @param {string} root @param {string} target */
function keepBuild(root, target) {
  const standalone = join(root, ".next", "standalone");
  cpSync(join(root, ".next", "static"), join(standalone, ".next", "static"), { recursive: true });
  if (existsSync(join(root, "public"))) {
    cpSync(join(root, "public"), join(standalone, "public"), { recursive: true });
  }
  rmSync(target, { recursive: true, force: true });
  renameSync(standalone, target);
  utimesSync(target, new Date(), new Date());
  removeOldBuilds(root);
}

/** @param {string} root */
function removeOldBuilds(root) {
  const folder = buildsFolder(root);
  const builds = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(folder, entry.name))
    .sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs);
  for (const old of builds.slice(KEPT_BUILDS)) rmSync(old, { recursive: true, force: true });
}
