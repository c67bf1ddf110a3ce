// The instance's secret: given from outside, or (with the embedded database) made once and kept.
import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { SetupError } from "./setup-error.mjs";

/** @param {import("./settings.mjs").Settings} settings @param {string | undefined} given */
export function instanceSecret({ dataDir, databaseUrl }, given) {
  if (given) return checked(given, "SCRIPTBUS_SECRET");
  if (databaseUrl) {
    throw new SetupError(
      "DATABASE_URL is set, so SCRIPTBUS_SECRET must be too: 32 bytes in base64 (openssl rand -base64 32).",
    );
  }
  const path = join(dataDir, "secret");
  if (!existsSync(path)) {
    writeFileSync(path, `${randomBytes(32).toString("base64")}\n`, { mode: 0o600, flag: "wx" });
  }
  return checked(readFileSync(path, "utf8").trim(), path);
}

/** @param {string} secret @param {string} origin */
function checked(secret, origin) {
  if (Buffer.from(secret, "base64").length === 32) return secret;
  throw new SetupError(`${origin} must be 32 bytes in base64 (openssl rand -base64 32).`);
}
