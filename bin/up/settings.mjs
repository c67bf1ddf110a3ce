// What the environment says. The names and defaults are the contract in docs/operations.md.
import { resolve } from "node:path";
import { SetupError } from "./setup-error.mjs";

const LOG_LEVELS = ["trace", "debug", "info", "warn", "error", "fatal", "silent"];

/**
 * @typedef {object} Settings
 * @property {string} root the clone
 * @property {number} port
 * @property {number} workerPort
 * @property {string} host
 * @property {string} workerHost
 * @property {string} dataDir absolute
 * @property {string | null} databaseUrl null: the embedded PostgreSQL
 * @property {"0" | "1"} demo
 */

/**
 * @param {NodeJS.Dict<string>} env
 * @param {string} root
 * @returns {Settings}
 */
export function readSettings(env, root) {
  const databaseUrl = env["DATABASE_URL"] || null;
  const settings = {
    root,
    port: readPort(env, "PORT", 3000),
    workerPort: readPort(env, "WORKER_PORT", 3001),
    host: env["HOST"] || "127.0.0.1",
    workerHost: env["WORKER_HOST"] || "127.0.0.1",
    dataDir: resolve(root, env["SCRIPTBUS_DATA_DIR"] || ".scriptbus"),
    databaseUrl,
    demo: readDemo(env, databaseUrl),
  };
  assertNumber(env, "SANDBOX_CHILDREN", { least: 1, most: 64 });
  assertOneOf(env, "LOG_LEVEL", LOG_LEVELS);
  if (settings.port === settings.workerPort) {
    throw new SetupError(`PORT and WORKER_PORT are both ${settings.port}; they must differ.`);
  }
  return settings;
}

/**
 * What web and worker would refuse later is refused before anything starts.
 * @param {NodeJS.Dict<string>} env @param {string} name @param {{ least: number, most: number }} range
 */
function assertNumber(env, name, { least, most }) {
  const text = env[name];
  if (!text || (/^\d+$/.test(text) && Number(text) >= least && Number(text) <= most)) return;
  throw new SetupError(`${name} must be a number from ${least} to ${most}, not "${text}".`);
}

/** @param {NodeJS.Dict<string>} env @param {string} name @param {string[]} values */
function assertOneOf(env, name, values) {
  const text = env[name];
  if (!text || values.includes(text)) return;
  throw new SetupError(`${name} must be one of ${values.join(", ")}, not "${text}".`);
}

/** @param {NodeJS.Dict<string>} env @param {string} name @param {number} fallback */
function readPort(env, name, fallback) {
  const text = env[name] || `${fallback}`;
  const port = Number(text);
  if (/^\d+$/.test(text) && port >= 1 && port <= 65_535) return port;
  throw new SetupError(`${name} must be a number from 1 to 65535, not "${text}".`);
}

/**
 * @param {NodeJS.Dict<string>} env @param {string | null} databaseUrl
 * @returns {"0" | "1"}
 */
function readDemo(env, databaseUrl) {
  const demo = env["SCRIPTBUS_DEMO"] || (databaseUrl ? "0" : "1");
  if (demo === "0" || demo === "1") return demo;
  throw new SetupError(`SCRIPTBUS_DEMO must be 0 or 1, not "${demo}".`);
}
