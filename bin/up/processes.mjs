// The three processes that are kept alive: how each starts, and how one sees that it is ready.
import { get } from "node:http";
import { join } from "node:path";
import { isClusterReady, startCluster } from "../../db/embedded/cluster.mjs";
import { clearLeftovers } from "../../db/embedded/leftovers.mjs";
import { spawnLeashed } from "../../lib/platform/leash.mjs";
import { ownNode } from "./install.mjs";

const PROBE_WITHIN_MS = 2_000;
const DRAIN_SECONDS = 30;

/** Node's type stripping calls itself experimental; who runs Scriptbus can do nothing about it. */
export const QUIET = "--disable-warning=ExperimentalWarning";

/**
 * @typedef {import("./keeper.mjs").Service} Service
 * @typedef {import("./log-tap.mjs").LogTap} LogTap
 * @typedef {import("./settings.mjs").Settings} Settings
 */

/** @param {{ cluster: import("../../db/embedded/cluster.mjs").Cluster, log: LogTap }} options @returns {Service} */
export function postgresService({ cluster, log }) {
  return {
    name: "PostgreSQL",
    log,
    stopSignal: "SIGINT", // fast: open transactions are rolled back
    hasDatabase: async () => true,
    isReady: async (child) => isClusterReady(cluster.directory, child.pid),
    start: async () => {
      await clearLeftovers(cluster.directory);
      return startCluster(cluster);
    },
  };
}

/**
 * @typedef {object} ServerOptions
 * @property {Settings} settings
 * @property {string} secret
 * @property {string} databaseUrl of the process's own role
 * @property {() => Promise<boolean>} hasDatabase
 * @property {LogTap} log
 */

/** @param {ServerOptions & { server: string }} options @returns {Service} */
export function webService({ settings, server, ...rest }) {
  const env = { PORT: `${settings.port}`, HOSTNAME: settings.host };
  return nodeService({
    name: "web",
    args: [server],
    env,
    door: webDoor(settings),
    settings,
    ...rest,
  });
}

/** @param {ServerOptions & { receiverPort: string }} options @returns {Service} */
export function workerService({ settings, receiverPort, ...rest }) {
  const env = {
    WORKER_PORT: `${settings.workerPort}`,
    WORKER_HOST: settings.workerHost,
    DEMO_RECEIVER_PORT: receiverPort,
  };
  const args = [join(settings.root, "workers", "main.ts")];
  return nodeService({ name: "worker", args, env, door: workerDoor(settings), settings, ...rest });
}

/** Where this machine reaches the web process. @param {Settings} settings */
export function webDoor({ host, port }) {
  return doorAt(host, port);
}

/** @param {Settings} settings */
function workerDoor({ workerHost, workerPort }) {
  return doorAt(workerHost, workerPort);
}

/** @param {string} host @param {number} port */
function doorAt(host, port) {
  const everywhere = host === "0.0.0.0" || host === "::";
  const name = everywhere ? "127.0.0.1" : host;
  return `http://${name.includes(":") ? `[${name}]` : name}:${port}`;
}

/** @param {ServerOptions & { name: string, args: string[], env: NodeJS.Dict<string>, door: string }} options @returns {Service} */
function nodeService({ name, args, env, door, settings, secret, databaseUrl, hasDatabase, log }) {
  return {
    name,
    log,
    hasDatabase,
    stopSignal: "SIGTERM",
    isReady: () => answers(`${door}/readyz`),
    start: async () =>
      spawnLeashed(ownNode(settings.root), [QUIET, ...args], {
        cwd: settings.root,
        env: {
          ...serverEnv(settings),
          ...env,
          DATABASE_URL: databaseUrl,
          SCRIPTBUS_SECRET: secret,
        },
        stdio: ["ignore", "pipe", "pipe"],
        graceSeconds: DRAIN_SECONDS,
      }),
  };
}

/** Our own environment without what is not theirs: the admin's login, the first owner's password. @param {Settings} settings */
export function serverEnv(settings) {
  const { SCRIPTBUS_OWNER_EMAIL, SCRIPTBUS_OWNER_PASSWORD, ...env } = process.env;
  return {
    ...env,
    NODE_ENV: "production",
    NEXT_TELEMETRY_DISABLED: "1",
    SCRIPTBUS_DATA_DIR: settings.dataDir,
  };
}

/** @param {string} url @returns {Promise<boolean>} */
function answers(url) {
  return new Promise((resolve) => {
    const request = get(url, { timeout: PROBE_WITHIN_MS, agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    request.once("timeout", () => request.destroy());
    request.once("error", () => resolve(false));
  });
}
