// What bin/up tells the seed (see seedDatabase in up/programs.mjs).
import type { Owner } from "./first-owner.ts";

export type SeedSettings = {
  /** A login that owns the platform database. */
  adminUrl: string;
  /** Where this machine reaches the web process. */
  webUrl: string;
  /** Where a person does. */
  publicUrl: string;
  /** Of the demo's own receiver, where there is one. */
  webhookUrl: string | undefined;
  dataDir: string;
  demo: boolean;
  owner: Owner | null;
};

const shortestPassword = 8;

/** Throws one clear line when something is missing or wrong. */
export function readSeedSettings(env: NodeJS.ProcessEnv): SeedSettings {
  const webUrl = need(env, "WEB_URL");
  return {
    adminUrl: need(env, "ADMIN_DATABASE_URL"),
    webUrl,
    publicUrl: toPublicUrl(webUrl),
    webhookUrl: env["DEMO_RECEIVER_PORT"] && `http://127.0.0.1:${env["DEMO_RECEIVER_PORT"]}/`,
    dataDir: need(env, "SCRIPTBUS_DATA_DIR"),
    demo: env["SCRIPTBUS_DEMO"] === "1",
    owner: readOwner(env["SCRIPTBUS_OWNER_EMAIL"] ?? "", env["SCRIPTBUS_OWNER_PASSWORD"] ?? ""),
  };
}

function need(env: NodeJS.ProcessEnv, name: string): string {
  const value = env[name];
  if (!value) throw new Error(`${name} is not set.`);
  return value;
}

/** The address of the ready line: `http://localhost:PORT`. */
function toPublicUrl(webUrl: string): string {
  const url = new URL(webUrl);
  if (url.hostname === "127.0.0.1") url.hostname = "localhost";
  return url.origin;
}

function readOwner(email: string, password: string): Owner | null {
  if (email === "" && password === "") return null;
  if (!/^[^\s@]{1,64}@[^\s@]{1,190}$/.test(email)) {
    throw new Error("SCRIPTBUS_OWNER_EMAIL must be an e-mail address.");
  }
  if (password.length < shortestPassword) {
    throw new Error(`SCRIPTBUS_OWNER_PASSWORD must have at least ${shortestPassword} characters.`);
  }
  return { email, password };
}
