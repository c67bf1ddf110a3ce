// The way from a bare clone to a running Scriptbus, and back down again.
import { mkdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { buildConsole, isBuilt } from "./build.mjs";
import { Crew } from "./crew.mjs";
import { startEmbeddedDatabase } from "./database.mjs";
import { demoReceiverPort } from "./demo-receiver.mjs";
import { installPackages, isInstalled } from "./install.mjs";
import { openLog } from "./log-tap.mjs";
import { assertDatabaseReachable, assertPortFree, isDatabaseReachable } from "./ports.mjs";
import { tryLock } from "./process-lock.mjs";
import { webService, workerService } from "./processes.mjs";
import { migrateDatabase, seedDatabase } from "./programs.mjs";
import { instanceSecret } from "./secret.mjs";
import { SetupError } from "./setup-error.mjs";

/** The servers of a start that was killed drain before they let their ports go. */
const LAST_RUN_ENDS_MS = 30_000;

/**
 * @typedef {object} Run
 * @property {import("./settings.mjs").Settings} settings
 * @property {import("./signals.mjs").Stop} stop
 * @property {import("./progress.mjs").Progress} progress
 * @property {Crew} crew
 * @property {number} portPatienceMs how long a port of ours may stay taken
 */

/**
 * Starts, stays while all is well, comes down, then throws what ended it (a stop, or trouble).
 * @param {Pick<Run, "settings" | "stop" | "progress">} options
 * @returns {Promise<never>}
 */
export async function startAndStay({ settings, stop, progress }) {
  const lock = takeDataDirectory(settings.dataDir);
  const crew = new Crew(stop, progress.say);
  try {
    const portPatienceMs = lock.afterDeath ? LAST_RUN_ENDS_MS : 0;
    await start({ settings, stop, progress, crew, portPatienceMs });
    return await crew.untilTrouble();
  } finally {
    if (stop.requested.aborted) progress.say("Stopping…");
    await crew.stop();
    lock.release();
  }
}

/** @param {Run} run */
async function start(run) {
  const { settings, crew, portPatienceMs } = run;
  const secret = instanceSecret(settings, process.env["SCRIPTBUS_SECRET"]);
  await crew.whileWell(assertDoorsOpen(settings, portPatienceMs));
  await install(run);
  const adminUrl = await openDatabase(run);
  const urls = await migrate(run, { adminUrl, secret });
  const server = await build(run);
  const receiverPort = await demoReceiverPort(settings);
  await startServers(run, { adminUrl, secret, urls, receiverPort, server });
  await seed(run, { adminUrl, secret, urls, receiverPort });
  process.stdout.write(`Scriptbus is ready at http://localhost:${settings.port}\n`);
}

/** @param {string} dataDir */
function takeDataDirectory(dataDir) {
  makeDirectory(dataDir);
  const lock = tryLock(join(dataDir, "up.pid"));
  if (lock.held) return lock;
  const pid = lock.holder.split(" ")[0];
  throw new SetupError(
    `another Scriptbus (process ${pid}) uses ${dataDir}; stop it or set SCRIPTBUS_DATA_DIR.`,
  );
}

/**
 * Step by step: Node 20's own recursion never ends where a folder cannot be made (below /proc).
 * @param {string} path absolute
 */
function makeDirectory(path) {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return;
  try {
    if (dirname(path) !== path) makeDirectory(dirname(path));
    mkdirSync(path, { mode: 0o711 });
  } catch (error) {
    if (error instanceof SetupError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new SetupError(
      `no data directory can be made at ${path} (${reason}); set SCRIPTBUS_DATA_DIR.`,
    );
  }
}

/** @param {Run["settings"]} settings @param {number} patienceMs */
async function assertDoorsOpen(settings, patienceMs) {
  const { host, port, workerHost, workerPort, databaseUrl } = settings;
  await assertPortFree({ name: "PORT", host, port }, patienceMs);
  await assertPortFree({ name: "WORKER_PORT", host: workerHost, port: workerPort }, patienceMs);
  if (databaseUrl !== null) await assertDatabaseReachable(databaseUrl);
}

/** @param {Run} run */
async function install({ settings: { root }, stop, progress }) {
  const purpose = "running";
  if (isInstalled(root, purpose)) return;
  const installing = () => installPackages({ root, purpose, stop: stop.requested });
  await progress.during("Installing packages", installing);
}

/** @param {Run} run @returns {Promise<string>} the administrator's URL */
async function openDatabase({ settings, progress, crew }) {
  if (settings.databaseUrl !== null) return settings.databaseUrl;
  const starting = () => startEmbeddedDatabase(settings, crew);
  return progress.during("Starting PostgreSQL", starting);
}

/** @param {Run} run @param {{ adminUrl: string, secret: string }} access */
function migrate({ settings, stop, progress, crew }, access) {
  const migrating = () => migrateDatabase({ settings, stop: stop.requested, ...access });
  return progress.during("Migrating the database", () => crew.whileWell(migrating()));
}

/** @param {Run} run @returns {Promise<string>} the web server's file */
async function build({ settings: { root }, stop, progress, crew }) {
  const building = () => buildConsole({ root, stop: stop.requested });
  if (isBuilt(root)) return building();
  return progress.during("Building the console", () => crew.whileWell(building()));
}

/** @typedef {{ adminUrl: string, secret: string, urls: import("./programs.mjs").RoleUrls, receiverPort: string }} Access */

/** @param {Run} run @param {Access & { server: string }} access */
async function startServers({ settings, progress, crew }, access) {
  const { adminUrl, secret, urls, receiverPort, server } = access;
  /** @param {string} name */
  const log = (name) => openLog({ dataDir: settings.dataDir, name, show: progress.say });
  const shared = { settings, secret, hasDatabase: () => isDatabaseReachable(adminUrl) };
  const web = webService({ ...shared, server, databaseUrl: urls.appUrl, log: log("web") });
  const worker = workerService({
    ...shared,
    receiverPort,
    databaseUrl: urls.workerUrl,
    log: log("worker"),
  });
  await progress.during("Starting web and worker", () => crew.keepAll([web, worker]));
}

/** @param {Run} run @param {Access} access */
async function seed({ settings, stop, progress, crew }, access) {
  const seeding = () => seedDatabase({ settings, stop: stop.requested, ...access });
  const signIn = await progress.during("Seeding", () => crew.whileWell(seeding()));
  if (signIn) process.stdout.write(`${signIn}\n`);
}
