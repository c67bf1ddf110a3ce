// The short programs of a start, in TypeScript, on our own Node: migrate, then seed.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { lastLines, ownNode } from "./install.mjs";
import { QUIET, serverEnv, webDoor } from "./processes.mjs";
import { runCommand } from "./run-command.mjs";
import { SetupError } from "./setup-error.mjs";

/**
 * @typedef {import("./settings.mjs").Settings} Settings
 * @typedef {{ appUrl: string, workerUrl: string }} RoleUrls
 */

/**
 * Brings the database to the newest schema.
 * @param {{ settings: Settings, adminUrl: string, secret: string, stop: AbortSignal }} options
 * @returns {Promise<RoleUrls>}
 */
export async function migrateDatabase({ settings, adminUrl, secret, stop }) {
  const ownsServer = settings.databaseUrl === null;
  const env = {
    ADMIN_DATABASE_URL: adminUrl,
    SCRIPTBUS_SECRET: secret,
    OWNS_SERVER: ownsServer ? "1" : "",
  };
  return JSON.parse(await runProgram("migrate.ts", { settings, env, stop }));
}

/**
 * Puts in what a first start needs: the demo, the first owner. Says how to sign in.
 * @param {{ settings: Settings, adminUrl: string, urls: RoleUrls, secret: string, receiverPort: string, stop: AbortSignal }} options
 * @returns {Promise<string>} lines for a person
 */
export async function seedDatabase({ settings, adminUrl, urls, secret, receiverPort, stop }) {
  if (!existsSync(join(settings.root, "bin", "seed.ts"))) return "";
  const { SCRIPTBUS_OWNER_EMAIL, SCRIPTBUS_OWNER_PASSWORD } = process.env;
  const env = {
    ADMIN_DATABASE_URL: adminUrl,
    DATABASE_URL: urls.appUrl,
    SCRIPTBUS_SECRET: secret,
    SCRIPTBUS_DEMO: settings.demo,
    DEMO_RECEIVER_PORT: receiverPort,
    WEB_URL: webDoor(settings),
    ...(SCRIPTBUS_OWNER_EMAIL && { SCRIPTBUS_OWNER_EMAIL }),
    ...(SCRIPTBUS_OWNER_PASSWORD && { SCRIPTBUS_OWNER_PASSWORD }),
  };
  return runProgram("seed.ts", { settings, env, stop });
}

/** @param {string} file @param {{ settings: Settings, env: NodeJS.Dict<string>, stop: AbortSignal }} options */
async function runProgram(file, { settings, env, stop }) {
  const { root } = settings;
  const { code, stdout, output } = await runCommand(
    ownNode(root),
    [QUIET, join(root, "bin", file)],
    {
      cwd: root,
      env: { ...serverEnv(settings), ...env },
      stop,
    },
  );
  if (code !== 0) throw new SetupError(lastLines(output, 10));
  return stdout.trim();
}
