// The database: our own PostgreSQL kept in the data directory, or the one DATABASE_URL names.
import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { clusterUrl, createCluster } from "../../db/embedded/cluster.mjs";
import { freePort } from "../../db/embedded/free-port.mjs";
import { openLog } from "./log-tap.mjs";
import { postgresService } from "./processes.mjs";
import { SetupError } from "./setup-error.mjs";

/**
 * Starts the embedded server.
 * @param {import("./settings.mjs").Settings} settings
 * @param {import("./crew.mjs").Crew} crew
 * @returns {Promise<string>} the administrator's URL
 */
export async function startEmbeddedDatabase({ dataDir }, crew) {
  const directory = join(dataDir, "postgres");
  const cluster = { directory, settings: {}, ...(await access(dataDir, directory)) };
  await createCluster(cluster);
  const log = openLog({ dataDir, name: "postgres", show: () => {} });
  await crew.keepAll([postgresService({ cluster, log })]);
  return clusterUrl(cluster, "scriptbus");
}

/**
 * The port is kept while it is free, the password for ever.
 * @param {string} dataDir @param {string} directory
 * @returns {Promise<{ port: number, password: string }>}
 */
async function access(dataDir, directory) {
  const path = join(dataDir, "postgres.json");
  const kept = existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : null;
  if (!kept && existsSync(join(directory, "PG_VERSION"))) {
    throw new SetupError(`${path} is gone, and with it the password of the database beside it.`);
  }
  const password = kept?.password ?? randomBytes(24).toString("base64url");
  const result = { port: await freePort(kept?.port), password };
  writeFileSync(path, `${JSON.stringify(result)}\n`, { mode: 0o600 });
  return result;
}
