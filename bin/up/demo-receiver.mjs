// The port of the demo's own receiver of webhooks, which the worker opens.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { freePort } from "../../db/embedded/free-port.mjs";

/**
 * Kept while it is free; empty where there is no demo of ours, and so no receiver.
 * @param {import("./settings.mjs").Settings} settings
 * @returns {Promise<string>}
 */
export async function demoReceiverPort({ dataDir, databaseUrl, demo }) {
  if (databaseUrl !== null || demo !== "1") return "";
  const path = join(dataDir, "demo-receiver.json");
  const kept = existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : null;
  const port = await freePort(kept?.port);
  writeFileSync(path, `${JSON.stringify({ port })}\n`, { mode: 0o600 });
  return `${port}`;
}
