// The key of the audit chains, derived from the instance's secret once per process.
import { env } from "#lib/platform/env.ts";
import { deriveKey } from "#lib/platform/secret.ts";

let key: Buffer | undefined;

export function auditKey(): Buffer {
  key ??= deriveKey(env("SCRIPTBUS_SECRET"), "audit");
  return key;
}
