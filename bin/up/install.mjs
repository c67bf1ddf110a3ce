// `npm ci`, when the packages on disk are not those of package-lock.json.
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { takeTurn } from "./process-lock.mjs";
import { runCommand } from "./run-command.mjs";
import { SetupError } from "./setup-error.mjs";

/** The Node that everything but the start itself runs on; a package like any other. @param {string} root */
export function ownNode(root) {
  return join(root, "node_modules", ".bin", "node");
}

/**
 * npm writes node_modules/.package-lock.json last, so it says what is there and that it is whole.
 * @typedef {"running" | "developing"} Purpose
 * @param {string} root @param {Purpose} purpose
 */
export function isInstalled(root, purpose) {
  const wanted = readPackages(join(root, "package-lock.json"));
  const present = readPackages(join(root, "node_modules", ".package-lock.json"));
  if (!wanted || !present || !existsSync(ownNode(root))) return false;
  return Object.entries(wanted).every(([path, entry]) => {
    const found = present[path];
    if (found) return found.version === entry.version && found.integrity === entry.integrity;
    const omittable = entry.optional || (purpose === "running" && (entry.dev || entry.devOptional));
    return path === "" || omittable || entry.peer === true;
  });
}

/**
 * @typedef {{ version?: string, integrity?: string, optional?: boolean, dev?: boolean, devOptional?: boolean, peer?: boolean }} Entry
 * @param {string} path
 * @returns {Record<string, Entry> | null}
 */
function readPackages(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8")).packages;
  } catch {
    return null; // missing or half-written: not installed
  }
}

/**
 * Installs unless it is done, one start at a time.
 * @param {{ root: string, purpose: Purpose, stop: AbortSignal }} options
 */
export async function installPackages({ root, purpose, stop }) {
  mkdirSync(join(root, ".next"), { recursive: true });
  const lock = await takeTurn(join(root, ".next", "installing"), stop);
  try {
    if (!isInstalled(root, purpose)) await runNpmCi(root, stop);
  } finally {
    lock.release();
  }
}

/** @param {string} root @param {AbortSignal} stop */
async function runNpmCi(root, stop) {
  const args = ["ci", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"];
  const { code, output } = await runCommand("npm", args, { cwd: root, env: npmEnv(root), stop });
  if (code !== 0) {
    throw new SetupError(`npm ci failed (exit code ${code}):\n${lastLines(output, 20)}`);
  }
  if (!existsSync(ownNode(root))) {
    throw new SetupError("npm ci ran no install scripts; allow them (npm config: ignore-scripts).");
  }
}

/** npm must not run on the Node in node_modules, which it is about to replace. @param {string} root */
function npmEnv(root) {
  const own = join(root, "node_modules", ".bin");
  const path = (process.env["PATH"] ?? "").split(delimiter).filter((folder) => folder !== own);
  return { ...process.env, PATH: path.join(delimiter) };
}

/** @param {string} text @param {number} count */
export function lastLines(text, count) {
  return text.trimEnd().split("\n").slice(-count).join("\n");
}
