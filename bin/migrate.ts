// Brings the database to the newest schema and prints the URLs of the two process roles as JSON.
// Started by up.mjs; what goes wrong is told in one line on stderr.
import { migrate } from "#db/migrate.ts";
import { findServerProblem } from "#db/server-check.ts";
import { deriveKey, readSecret } from "#lib/platform/secret.ts";

async function main(): Promise<string> {
  const adminUrl = process.env["ADMIN_DATABASE_URL"] ?? "";
  const secret = readSecret(process.env["SCRIPTBUS_SECRET"]);
  if (!secret) throw new Error("SCRIPTBUS_SECRET must be 32 bytes in base64.");
  const problem = await findServerProblem(adminUrl);
  if (problem) throw new Error(problem);
  const password = (role: string) =>
    deriveKey(secret, `database role ${role}`).toString("base64url");
  const secrets = { appPassword: password("app"), workerPassword: password("worker") };
  const ownsServer = process.env["OWNS_SERVER"] === "1";
  return JSON.stringify(await migrate({ adminUrl, secrets, ownsServer }));
}

try {
  console.log(await main());
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
