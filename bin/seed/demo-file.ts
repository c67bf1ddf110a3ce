// demo.json in the data directory: how to sign in to the demo. Its shape is part of the process contract.
import { randomBytes } from "node:crypto";
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { makeApiKey } from "#lib/tenancy/api-key.ts";

export type SignIn = {
  tenant: string;
  email: string;
  password: string;
  apiKey: string;
  /** The tenant's own tables, by its owner login; not there while that is closed. */
  dataUrl?: string;
};
export type DemoFile = SignIn & {
  url: string;
  otherTenant: SignIn;
  /** Where the demo's own receiver shows what scripts have sent it. */
  webhookUrl?: string;
};

/** Null when it is not there, or is not what it should be. */
export function readDemoFile(path: string): DemoFile | null {
  try {
    const file: unknown = JSON.parse(readFileSync(path, "utf8"));
    return isDemoFile(file) ? file : null;
  } catch {
    return null; // the same as none: a new one is written
  }
}

/** Only its owner may read it; whoever reads it sees all of it or none. */
export function writeDemoFile(path: string, file: DemoFile): void {
  const draft = `${path}.${randomBytes(4).toString("hex")}`;
  writeFileSync(draft, `${JSON.stringify(file, null, 2)}\n`, { mode: 0o600, flag: "wx" });
  renameSync(draft, path);
}

export function newSignIn({ slug, email }: { slug: string; email: string }): SignIn {
  const password = randomBytes(15).toString("base64url");
  return { tenant: slug, email, password, apiKey: makeApiKey().key };
}

function isDemoFile(file: unknown): file is DemoFile {
  return hasTexts(file, ["url"]) && isSignIn(file) && isSignIn(Reflect.get(file, "otherTenant"));
}

function isSignIn(value: unknown): value is SignIn {
  return hasTexts(value, ["tenant", "email", "password", "apiKey"]);
}

function hasTexts(value: unknown, names: readonly string[]): value is object {
  if (typeof value !== "object" || value === null) return false;
  return names.every((name) => typeof Reflect.get(value, name) === "string");
}
